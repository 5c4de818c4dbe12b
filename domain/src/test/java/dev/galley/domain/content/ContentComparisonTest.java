package dev.galley.domain.content;

import static dev.galley.domain.content.ContentChange.Kind.ADDED;
import static dev.galley.domain.content.ContentChange.Kind.CHANGED;
import static dev.galley.domain.content.ContentChange.Kind.MOVED;
import static dev.galley.domain.content.ContentChange.Kind.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.ContentShape.MemberKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentComparisonTest {
  private static final ContentShape SHAPE =
      new ContentShape(
          Map.of(
              "/tags", MemberKey.byText(),
              "/skills", MemberKey.byMember("id"),
              "/skills/*/steps", MemberKey.byMember("id")));

  @Test
  void membersThatAreAddedRemovedAndChangedAreEachNamed() {
    assertThat(changes("{'a':1,'b':2,'c':{'d':3,'e':4}}", "{'a':1,'c':{'d':5,'e':4},'f':6}"))
        .containsExactly(
            change("/b", REMOVED, "2", null),
            change("/c/d", CHANGED, "3", "5"),
            change("/f", ADDED, null, "6"));
  }

  @Test
  void contentOfAnotherTypeIsAChangeOfTheWhole() {
    assertThat(changes("{}", "[]")).containsExactly(change("", CHANGED, "{}", "[]"));
    assertThat(changes("{'a':{'b':1}}", "{'a':null}"))
        .containsExactly(change("/a", CHANGED, "{'b':1}", "null"));
  }

  @Test
  void memberThatIsNullIsNotAbsent() {
    assertThat(changes("{}", "{'a':null}")).containsExactly(change("/a", ADDED, null, "null"));
  }

  @Test
  void orderOfMembersAndSpellingOfNumbersAreNoChange() {
    assertThat(changes("{'a':1.0,'b':2}", "{'b':2,'a':1}")).isEmpty();
  }

  @Test
  void plainListsOfOneLengthAreComparedByPosition() {
    assertThat(changes("{'list':[{'id':'a','n':1},2,3]}", "{'list':[{'id':'a','n':2},2,4]}"))
        .containsExactly(
            change("/list/0/n", CHANGED, "1", "2"), change("/list/2", CHANGED, "3", "4"));
  }

  @Test
  void positionsAreInTheOrderOfTheirNumbers() {
    assertThat(paths("[1,1,1,1,1,1,1,1,1,1,1]", "[2,2,2,2,2,2,2,2,2,2,2]"))
        .startsWith("/0", "/1", "/2")
        .endsWith("/9", "/10");
  }

  @Test
  void plainListOfAnotherLengthIsOneValue() {
    assertThat(changes("{'list':[1,2]}", "{'list':[1,2,3]}"))
        .containsExactly(change("/list", CHANGED, "[1,2]", "[1,2,3]"));
  }

  @Test
  void memberOfAnIdentifiedListStandsUnderItsId() {
    assertThat(
            changes(
                "{'skills':[{'id':'a','n':1},{'id':'b','n':1}]}",
                "{'skills':[{'id':'b','n':2},{'id':'c','n':1}]}"))
        .containsExactly(
            change("/skills/a", REMOVED, "{'id':'a','n':1}", null),
            change("/skills/b/n", CHANGED, "1", "2"),
            change("/skills/c", ADDED, null, "{'id':'c','n':1}"));
  }

  @Test
  void identifiedListsWithinMembersAreComparedByTheirMembers() {
    assertThat(
            changes(
                "{'skills':[{'id':'a','steps':[{'id':'1','x':1},{'id':'2'}]}]}",
                "{'skills':[{'id':'a','steps':[{'id':'0'},{'id':'1','x':2},{'id':'2'}]}]}"))
        .containsExactly(
            change("/skills/a/steps/0", ADDED, null, "{'id':'0'}"),
            change("/skills/a/steps/1/x", CHANGED, "1", "2"));
  }

  @Test
  void textsAreIdentifiedByThemselves() {
    assertThat(changes("{'tags':['a','b']}", "{'tags':['b','c']}"))
        .containsExactly(
            change("/tags/a", REMOVED, "'a'", null), change("/tags/c", ADDED, null, "'c'"));
  }

  @Test
  void listThatIsAbsentIsOneWithoutMembers() {
    assertThat(changes("{}", "{'tags':['a'],'skills':[{'id':'s'}]}"))
        .containsExactly(
            change("/skills/s", ADDED, null, "{'id':'s'}"), change("/tags/a", ADDED, null, "'a'"));
    assertThat(paths("{'tags':['a','b']}", "{}")).containsExactly("/tags/a", "/tags/b");
    assertThat(changes("{}", "{'tags':[]}")).containsExactly(change("/tags", ADDED, null, "[]"));
  }

  @Test
  void pathsEscapeTildeAndSlash() {
    assertThat(paths("{'tags':['x/y~z'],'m/n':{'~':1}}", "{'tags':[],'m/n':{'~':2}}"))
        .containsExactly("/m~1n/~0", "/tags/x~1y~0z");
  }

  @Test
  void escapesAreNotEscapedAgain() {
    assertThat(JsonPointer.child("/a", "~1")).isEqualTo("/a/~01");
    assertThat(JsonPointer.child("", "")).isEqualTo("/");
    assertThat(JsonPointer.child("/a", 3)).isEqualTo("/a/3");
  }

  @Test
  void memberThatMovesAndChangesIsBoth() {
    assertThat(
            changes(
                "{'skills':[{'id':'a','n':1},{'id':'b'},{'id':'c'}]}",
                "{'skills':[{'id':'b'},{'id':'c'},{'id':'a','n':2}]}"))
        .containsExactly(
            change("/skills/a", MOVED, "{'id':'a','n':1}", "{'id':'a','n':2}"),
            change("/skills/a/n", CHANGED, "1", "2"));
    assertThat(
            paths(
                "{'skills':[{'id':'a','n':1},{'id':'b'},{'id':'c'}]}",
                "{'skills':[{'id':'b'},{'id':'c'},{'id':'a','n':2}]}"))
        .containsExactly("/skills/a", "/skills/a/n");
  }

  @Test
  void additionsAndRemovalsMoveNothing() {
    assertThat(changes("{'tags':['a','b','c','d']}", "{'tags':['x','b','y','d','z']}"))
        .extracting(ContentChange::kind)
        .doesNotContain(MOVED);
  }

  @Test
  void reversalMovesAllButOne() {
    assertThat(changes("{'tags':['a','b','c','d']}", "{'tags':['d','c','b','a']}"))
        .hasSize(3)
        .extracting(ContentChange::kind)
        .containsOnly(MOVED);
  }

  @Test
  void listInWhichAnIdentityIsThereTwiceIsOneValue() {
    assertThat(changes("{'tags':['a','b','a']}", "{'tags':['a','b']}"))
        .containsExactly(change("/tags", CHANGED, "['a','b','a']", "['a','b']"));
    assertThat(changes("{'tags':['a','b']}", "{'tags':['a','b','a']}"))
        .containsExactly(change("/tags", CHANGED, "['a','b']", "['a','b','a']"));
    assertThat(changes("{'tags':['a','a']}", "{'tags':['a','a']}")).isEmpty();
  }

  @Test
  void listWithAMemberWithoutIdentityIsOneValue() {
    assertThat(paths("{'skills':[{'id':'a'}]}", "{'skills':[{'id':'a'},{'name':'b'}]}"))
        .containsExactly("/skills");
    assertThat(paths("{'skills':[{'id':'a'}]}", "{'skills':[{'id':1}]}"))
        .containsExactly("/skills");
    assertThat(paths("{'tags':['a']}", "{'tags':[1]}")).containsExactly("/tags");
  }

  @Test
  void identifiedListThatIsNoListOnOneSideIsOneValue() {
    assertThat(changes("{'tags':['a']}", "{'tags':'a'}"))
        .containsExactly(change("/tags", CHANGED, "['a']", "'a'"));
  }

  @Test
  void listOfManyThousandsIsComparedInGoodTime() {
    List<Json> members =
        IntStream.range(0, 100_000).<Json>mapToObj(i -> Json.of("tag" + i)).toList();
    JsonObject from = JsonObject.builder().put("tags", new JsonArray(members)).build();
    JsonObject to = JsonObject.builder().put("tags", new JsonArray(members.reversed())).build();

    assertThat(ContentComparison.changes(from, to, SHAPE)).hasSize(99_999);
  }

  private static List<ContentChange> changes(String from, String to) {
    return ContentComparison.changes(json(from), json(to), SHAPE);
  }

  private static List<String> paths(String from, String to) {
    return ContentComparison.changedPaths(json(from), json(to), SHAPE);
  }

  private static ContentChange change(
      String path, ContentChange.Kind kind, String before, String after) {
    return new ContentChange(
        path,
        kind,
        Optional.ofNullable(before).map(ContentComparisonTest::json),
        Optional.ofNullable(after).map(ContentComparisonTest::json));
  }

  private static Json json(String text) {
    return JsonReader.read(text.replace('\'', '"'));
  }
}
