package dev.galley.domain.content;

import dev.galley.domain.fixtures.JsonFixture;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * The laws of merging over random contents and changes. More of them: {@code
 * -Djqwik.tries.default=10000}.
 */
class MergeLawsTest {
  private static final List<ContentShape> SHAPES =
      List.of(ContentShapes.ASSISTANT, ContentShapes.AGENT, ContentShapes.PERSONA);

  @Property
  void lawsHoldForContentsThatAuthorsEdit(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int inLive,
      @ForAll @IntRange(max = 20) int inDraft) {
    lawsHold(seed, inLive, inDraft, false);
  }

  @Property
  void lawsHoldForContentsOfAnyForm(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int inLive,
      @ForAll @IntRange(max = 20) int inDraft) {
    lawsHold(seed, inLive, inDraft, true);
  }

  @Property
  void lawsHoldForUnrelatedValues(
      @ForAll("values") Json base, @ForAll("values") Json live, @ForAll("values") Json draft) {
    new MergeLaws(base, live, draft, ContentShapes.AGENT).hold();
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonFixture.values();
  }

  private static void lawsHold(long seed, int inLive, int inDraft, boolean wild) {
    ContentShape shape = SHAPES.get(Math.floorMod(seed, SHAPES.size()));
    Random random = new Random(seed);
    Json base = new EditScript(shape, random.nextLong(), wild).content(10);
    Json live = new EditScript(shape, random.nextLong(), wild).apply(base, inLive);
    Json draft = new EditScript(shape, random.nextLong(), wild).apply(base, inDraft);
    MergeLaws laws = new MergeLaws(base, live, draft, shape);

    Merge merge = laws.hold();
    laws.everyConflictCanBeResolved(random);

    Statistics.label("clean merges of two changed sides")
        .collect(merge.isClean() && !live.equals(base) && !draft.equals(base))
        .coverage(coverage -> coverage.check(true).percentage(share -> wild || share > 20));
    for (MergeConflict.Kind kind : MergeConflict.Kind.values()) {
      Statistics.label(kind.name())
          .collect(merge.conflicts().stream().anyMatch(conflict -> conflict.kind() == kind))
          .coverage(coverage ->
              coverage
                  .check(true)
                  .count(times -> wild || kind == MergeConflict.Kind.DANGLING || times > 0));
    }
  }
}
