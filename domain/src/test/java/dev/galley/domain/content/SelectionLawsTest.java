package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any choice of a draft's changes. */
class SelectionLawsTest {
  private static final List<ContentShape> SHAPES =
      List.of(
          ContentShapes.ASSISTANT, ContentShapes.AGENT, ContentShapes.PERSONA, ContentShape.PLAIN);

  @Property
  void chosenChangesAreThereAndNoOthers(
      @ForAll long seed, @ForAll @IntRange(max = 20) int edits, @ForAll boolean wild) {
    Random random = new Random(seed);
    ContentShape shape = SHAPES.get(Math.floorMod(seed, SHAPES.size()));
    Json base = new EditScript(shape, random.nextLong(), wild).content(10);
    Json draft = new EditScript(shape, random.nextLong(), wild).apply(base, edits);
    List<String> all = ContentComparison.changedPaths(base, draft, shape);

    assertThat(Selection.of(base, draft, List.of(), shape).content()).isEqualTo(base);
    Selection whole = Selection.of(base, draft, all, shape);
    assertThat(CanonicalJson.write(whole.content())).isEqualTo(CanonicalJson.write(draft));
    assertThat(whole.left()).isEmpty();
    assertThat(whole.incomplete()).isEmpty();

    List<String> chosen = new ArrayList<>(all);
    Collections.shuffle(chosen, random);
    chosen.subList(0, chosen.size() / 2).clear();
    Selection some = Selection.of(base, draft, chosen, shape);
    Set<ContentChange> expected = new HashSet<>(ContentComparison.changes(base, draft, shape));
    expected.removeAll(some.left());

    assertThat(withoutMoves(ContentComparison.changes(base, some.content(), shape)))
        .isEqualTo(withoutMoves(expected));
    assertThat(withoutMoves(ContentComparison.changes(some.content(), draft, shape)))
        .isEqualTo(withoutMoves(some.left()));
    // The rest can be committed after it.
    List<String> rest = ContentComparison.changedPaths(some.content(), draft, shape);
    assertThat(Selection.of(some.content(), draft, rest, shape).content()).isEqualTo(draft);
  }

  private static Set<Map.Entry<String, ContentChange.Kind>> withoutMoves(
      Iterable<ContentChange> changes) {
    Set<Map.Entry<String, ContentChange.Kind>> kinds = new HashSet<>();
    for (ContentChange change : changes) {
      if (change.kind() != ContentChange.Kind.MOVED) {
        kinds.add(Map.entry(change.path(), change.kind()));
      }
    }
    return kinds;
  }
}
