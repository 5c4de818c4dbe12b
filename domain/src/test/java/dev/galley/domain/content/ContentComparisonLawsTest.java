package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.ContentChange.Kind;
import dev.galley.domain.content.ContentShape.MemberKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What holds for the comparison of any two contents. */
class ContentComparisonLawsTest {
  private static final ContentShape SHAPE =
      new ContentShape(
          Map.of(
              "/tags", MemberKey.byText(),
              "/skills", MemberKey.byMember("id"),
              "/skills/*/steps", MemberKey.byMember("id")));

  @Property(tries = 500)
  void contentDoesNotDifferFromItself(@ForAll("contents") Json content) {
    assertThat(ContentComparison.changes(content, content, SHAPE)).isEmpty();
  }

  @Property(tries = 500)
  void thereIsAChangeExactlyWhenTheContentsDiffer(
      @ForAll("contents") Json from, @ForAll("contents") Json to) {
    assertThat(ContentComparison.changes(from, to, SHAPE).isEmpty()).isEqualTo(from.equals(to));
  }

  @Property(tries = 500)
  void orderOfAListIsAChange(@ForAll("contents") Json content, @ForAll long seed) {
    Json other = listsShuffled(content, new Random(seed));

    assertThat(ContentComparison.changes(content, other, SHAPE).isEmpty())
        .isEqualTo(content.equals(other));
  }

  @Property(tries = 500)
  void swappingTheSidesSwapsTheChanges(@ForAll("contents") Json from, @ForAll("contents") Json to) {
    assertThat(ContentComparison.changes(to, from, SHAPE))
        .containsExactlyElementsOf(
            ContentComparison.changes(from, to, SHAPE).stream()
                .map(ContentComparisonLawsTest::swapped)
                .toList());
  }

  @Property(tries = 500)
  void noPathIsThereTwiceWithTheSameKind(
      @ForAll("contents") Json from, @ForAll("contents") Json to) {
    assertThat(
            ContentComparison.changes(from, to, SHAPE).stream()
                .map(change -> change.kind() + " " + change.path()))
        .doesNotHaveDuplicates();
    assertThat(ContentComparison.changedPaths(from, to, SHAPE)).doesNotHaveDuplicates();
  }

  @Property(tries = 500)
  void sidesOfAChangeAreThoseThatItsKindSpeaksOf(
      @ForAll("contents") Json from, @ForAll("contents") Json to) {
    assertThat(ContentComparison.changes(from, to, SHAPE))
        .allSatisfy(change -> {
          assertThat(change.before().isPresent()).isEqualTo(change.kind() != Kind.ADDED);
          assertThat(change.after().isPresent()).isEqualTo(change.kind() != Kind.REMOVED);
          assertThat(change.before()).isEqualTo(at(from, change.path()));
          assertThat(change.after()).isEqualTo(at(to, change.path()));
          if (change.kind() == Kind.CHANGED) {
            assertThat(change.before()).isNotEqualTo(change.after());
          }
        });
  }

  @Property(tries = 500)
  void whatNoChangeNamesIsTheSameOnBothSides(
      @ForAll("contents") Json from, @ForAll("contents") Json to) {
    List<ContentChange> changes = ContentComparison.changes(from, to, SHAPE);
    Map<String, Json> before = new HashMap<>();
    Map<String, Json> after = new HashMap<>();
    leaves("", "", from, before);
    leaves("", "", to, after);

    Set<String> paths = new HashSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      if (!Objects.equals(before.get(path), after.get(path))) {
        assertThat(changes)
            .as("a change at or around %s", path)
            .anyMatch(change ->
                change.kind() != Kind.MOVED
                    && (path.equals(change.path())
                        || path.startsWith(change.path() + "/")
                        || change.path().startsWith(path + "/")));
      }
    }
  }

  @Property(tries = 500)
  void memberThatIsDraggedIsTheOnlyOneMoved(
      @ForAll @IntRange(min = 2, max = 30) int size,
      @ForAll @IntRange(max = 29) int from,
      @ForAll @IntRange(max = 29) int to) {
    List<String> before = new ArrayList<>();
    IntStream.range(0, size).forEach(i -> before.add("tag" + i));
    List<String> after = new ArrayList<>(before);
    String dragged = after.remove(from % size);
    after.add(to % size, dragged);
    int distance = Math.abs(from % size - to % size);

    List<ContentChange> changes = ContentComparison.changes(tags(before), tags(after), SHAPE);

    assertThat(changes).hasSize(distance == 0 ? 0 : 1);
    if (distance > 0) {
      assertThat(changes.getFirst().kind()).isEqualTo(Kind.MOVED);
    }
    if (distance > 1) {
      assertThat(changes.getFirst().path()).isEqualTo("/tags/" + dragged);
    }
  }

  @Property(tries = 500)
  void asFewMembersAsPossibleAreMoved(
      @ForAll @IntRange(min = 1, max = 7) int size, @ForAll long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    List<String> before = order.stream().map(String::valueOf).toList();
    Collections.shuffle(order, new Random(seed));
    List<String> after = order.stream().map(String::valueOf).toList();

    int longest = 0;
    for (int kept = 0; kept < 1 << size; kept++) {
      int chosen = kept;
      List<Integer> run = order.stream().filter(i -> (chosen & 1 << i) != 0).toList();
      if (run.stream().sorted().toList().equals(run)) {
        longest = Math.max(longest, run.size());
      }
    }

    assertThat(ContentComparison.changes(tags(before), tags(after), SHAPE)).hasSize(size - longest);
  }

  @Property(tries = 500)
  void membersThatAreNotMovedStandInTheSameOrder(
      @ForAll("contents") Json from, @ForAll("contents") Json to) {
    List<ContentChange> changes = ContentComparison.changes(from, to, SHAPE);
    if (changes.stream().anyMatch(change -> change.path().equals("/tags"))) {
      return;
    }
    Set<String> moved =
        changes.stream()
            .filter(change -> change.kind() == Kind.MOVED)
            .map(ContentChange::path)
            .collect(Collectors.toSet());
    List<Json> before = new ArrayList<>(items(from, "tags"));
    List<Json> after = new ArrayList<>(items(to, "tags"));
    before.retainAll(items(to, "tags"));
    after.retainAll(items(from, "tags"));
    before.removeIf(tag -> moved.contains(JsonPointer.child("/tags", ((JsonString) tag).value())));
    after.removeIf(tag -> moved.contains(JsonPointer.child("/tags", ((JsonString) tag).value())));

    assertThat(after).isEqualTo(before);
  }

  /** Contents of few names and values, so that two of them have much in common. */
  @Provide
  Arbitrary<Json> contents() {
    Arbitrary<Json> scalars =
        Arbitraries.<Json>of(
            Json.of(1), Json.of(2), Json.of("x"), Json.nothing(), JsonObject.EMPTY);
    Arbitrary<List<Json>> tags =
        mostlyUnique(Arbitraries.<Json>of(texts("a", "b", "c", "d", "e/f", "~g")));
    Arbitrary<Json> steps =
        Combinators.combine(
                Arbitraries.maps(Arbitraries.of("x", "y"), scalars).ofMaxSize(2),
                Arbitraries.of("1", "2", "3", "4"))
            .as((members, id) -> new JsonObject(members).with("id", Json.of(id)));
    Arbitrary<Json> skills =
        Combinators.combine(Arbitraries.of("s1", "s2", "s3", "s4"), scalars, mostlyUnique(steps))
            .as((id, name, list) ->
                JsonObject.builder()
                    .put("id", id)
                    .put("name", name)
                    .putIf(!list.isEmpty(), "steps", new JsonArray(list))
                    .build());
    Arbitrary<Json> rare =
        Arbitraries.<Json>of(Json.of(1), JsonObject.EMPTY, JsonObject.EMPTY.with("id", Json.of(7)));
    Arbitrary<List<Json>> skillLists =
        Arbitraries.frequencyOf(
            Tuple.of(9, mostlyUnique(skills)),
            Tuple.of(1, Arbitraries.oneOf(skills, rare).list().ofMaxSize(3)));
    return Combinators.combine(
            tags,
            skillLists,
            Arbitraries.maps(Arbitraries.of("m", "n", "a/b", "~"), scalars).ofMaxSize(2))
        .<Json>as((tagList, skillList, others) ->
            JsonObject.builder()
                .putAll(new JsonObject(others))
                .putIf(!tagList.isEmpty(), "tags", new JsonArray(tagList))
                .putIf(!skillList.isEmpty(), "skills", new JsonArray(skillList))
                .build())
        .withoutEdgeCases();
  }

  private static Arbitrary<List<Json>> mostlyUnique(Arbitrary<Json> members) {
    Arbitrary<List<Json>> any = members.list().ofMaxSize(4);
    return Arbitraries.frequencyOf(
        Tuple.of(9, any.map(ContentComparisonLawsTest::eachOnce)), Tuple.of(1, any));
  }

  private static List<Json> eachOnce(List<Json> members) {
    Map<Object, Json> byIdentity = new LinkedHashMap<>();
    for (Json member : members) {
      byIdentity.putIfAbsent(
          member instanceof JsonObject object ? object.get("id") : member, member);
    }
    return List.copyOf(byIdentity.values());
  }

  private static Json[] texts(String... texts) {
    return JsonArray.ofTexts(List.of(texts)).items().toArray(Json[]::new);
  }

  private static Json tags(List<String> tags) {
    return JsonObject.builder().put("tags", JsonArray.ofTexts(tags)).build();
  }

  private static List<Json> items(Json content, String list) {
    return ((JsonObject) content)
        .get(list)
        .map(array -> ((JsonArray) array).items())
        .orElse(List.of());
  }

  private static ContentChange swapped(ContentChange change) {
    Kind kind =
        switch (change.kind()) {
          case ADDED -> Kind.REMOVED;
          case REMOVED -> Kind.ADDED;
          case CHANGED -> Kind.CHANGED;
          case MOVED -> Kind.MOVED;
        };
    return new ContentChange(change.path(), kind, change.after(), change.before());
  }

  private static Json listsShuffled(Json value, Random random) {
    return switch (value) {
      case JsonObject(Map<String, Json> members) -> {
        Map<String, Json> other = new HashMap<>();
        members.forEach((name, member) -> other.put(name, listsShuffled(member, random)));
        yield new JsonObject(other);
      }
      case JsonArray(List<Json> items) -> {
        List<Json> other = new ArrayList<>(items);
        Collections.shuffle(other, random);
        yield new JsonArray(other.stream().map(item -> listsShuffled(item, random)).toList());
      }
      default -> value;
    };
  }

  /** What stands at a Galley path. */
  private static Optional<Json> at(Json content, String path) {
    Optional<Json> here = Optional.of(content);
    if (path.isEmpty()) {
      return here;
    }
    for (String token : List.of(path.substring(1).split("/", -1))) {
      String name = token.replace("~1", "/").replace("~0", "~");
      here =
          here.flatMap(value ->
              switch (value) {
                case JsonObject object -> object.get(name);
                case JsonArray(List<Json> items) ->
                    items.stream()
                        .filter(item ->
                            item.equals(Json.of(name))
                                || (item instanceof JsonObject object
                                    && object.text("id").equals(Optional.of(name))))
                        .findFirst();
                default -> Optional.empty();
              });
    }
    return here;
  }

  /** All values that hold no others, by their Galley paths; lists that are one value are such. */
  private static void leaves(String path, String pattern, Json value, Map<String, Json> into) {
    switch (value) {
      case JsonObject object when !object.isEmpty() ->
          object
              .members()
              .forEach((name, member) ->
                  leaves(
                      JsonPointer.child(path, name),
                      JsonPointer.child(pattern, name),
                      member,
                      into));
      case JsonArray array when isIdentified(array, pattern) ->
          array
              .items()
              .forEach(member ->
                  leaves(
                      JsonPointer.child(
                          path,
                          member instanceof JsonString(String text)
                              ? text
                              : ((JsonObject) member).text("id").orElseThrow()),
                      pattern + "/*",
                      member,
                      into));
      default -> into.put(path, value);
    }
  }

  private static boolean isIdentified(JsonArray array, String pattern) {
    Optional<MemberKey> key = SHAPE.keyOf(pattern);
    if (key.isEmpty() || array.isEmpty()) {
      return false;
    }
    List<Optional<String>> ids = array.items().stream().map(key.get()::of).toList();
    return ids.stream().allMatch(Optional::isPresent)
        && ids.stream().distinct().count() == ids.size();
  }
}
