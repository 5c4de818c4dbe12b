package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.fixtures.JsonFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the JSON Patch between any two contents. */
class JsonPatchLawsTest {
  private static final List<ContentShape> SHAPES =
      List.of(
          ContentShapes.ASSISTANT, ContentShapes.AGENT, ContentShapes.PERSONA, ContentShape.PLAIN);

  @Property
  void patchTurnsOneContentIntoAnother(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int before,
      @ForAll @IntRange(max = 30) int after,
      @ForAll boolean wild) {
    ContentShape shape = SHAPES.get(Math.floorMod(seed, SHAPES.size()));
    EditScript script = new EditScript(shape, seed, wild);
    Json from = script.content(before);
    Json to = script.apply(from, after);

    assertPatches(from, to, shape);
    assertPatches(to, from, shape);
  }

  @Property
  void patchTurnsAnyValueIntoAnyOther(@ForAll("values") Json from, @ForAll("values") Json to) {
    for (ContentShape shape : SHAPES) {
      assertPatches(from, to, shape);
    }
  }

  @Property
  void valuesOfUnlikeContentsArePatchedToo(@ForAll long seed, @ForAll("values") Json other) {
    Json content = new EditScript(ContentShapes.AGENT, seed, true).content(10);

    assertPatches(content, other, ContentShapes.AGENT);
    assertPatches(other, content, ContentShapes.AGENT);
  }

  @Property(tries = 300)
  void memberThatIsDraggedIsMovedByOneStep(
      @ForAll @IntRange(min = 2, max = 30) int size,
      @ForAll @IntRange(max = 29) int from,
      @ForAll @IntRange(max = 29) int to) {
    List<String> tags = new ArrayList<>(IntStream.range(0, size).mapToObj(i -> "t" + i).toList());
    Json before = tags(tags);
    String dragged = tags.remove(from % size);
    tags.add(to % size, dragged);

    JsonPatch patch = JsonPatch.between(before, tags(tags), ContentShapes.ASSISTANT);

    assertThat(patch.operations())
        .hasSize(from % size == to % size ? 0 : 1)
        .allMatch(JsonPatch.Operation.Move.class::isInstance);
  }

  @Property(tries = 300)
  void thereAreNoMoreMovesThanMovedMembers(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    List<String> tags = new ArrayList<>(IntStream.range(0, size).mapToObj(i -> "t" + i).toList());
    Json before = tags(tags);
    Random random = new Random(seed);
    Collections.shuffle(tags, random);
    tags.subList(0, random.nextInt(size)).clear();
    tags.add(random.nextInt(tags.size() + 1), "new");
    Json after = tags(tags);

    long moves =
        JsonPatch.between(before, after, ContentShapes.ASSISTANT).operations().stream()
            .filter(JsonPatch.Operation.Move.class::isInstance)
            .count();

    assertPatches(before, after, ContentShapes.ASSISTANT);
    assertThat(moves)
        .isLessThanOrEqualTo(
            ContentComparison.changes(before, after, ContentShapes.ASSISTANT).stream()
                .filter(change -> change.kind() == ContentChange.Kind.MOVED)
                .count());
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonFixture.values();
  }

  private static void assertPatches(Json from, Json to, ContentShape shape) {
    JsonPatch patch = JsonPatch.between(from, to, shape);

    assertThat(PatchedJson.apply(patch.toJson(), from)).isEqualTo(to);
    assertThat(patch.operations().isEmpty()).isEqualTo(from.equals(to));
    assertThat(patch.toJson()).isEqualTo(JsonReader.read(CanonicalJson.write(patch.toJson())));
  }

  private static Json tags(List<String> tags) {
    return JsonObject.EMPTY.with("tags", JsonArray.ofTexts(tags));
  }
}
