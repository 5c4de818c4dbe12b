package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.content.MergeConflict.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final ContentShape AGENT = ContentShapes.AGENT;

  @Test
  void changesOfBothSidesAreTaken() {
    Merge merge =
        merge(
            "{'name':'a','tags':['x','y'],'skills':[{'id':'s','n':1,'m':1}]}",
            "{'name':'b','tags':['x'],'skills':[{'id':'s','n':2,'m':1}]}",
            "{'name':'a','tags':['x','y','z'],'skills':[{'id':'s','n':1,'m':2}],'icon':'i'}");

    assertThat(merge.content())
        .isEqualTo(
            json("{'name':'b','tags':['x','z'],'skills':[{'id':'s','n':2,'m':2}],'icon':'i'}"));
    assertThat(merge.conflicts()).isEmpty();
  }

  @Test
  void whatBothChangedDifferentlyIsAConflictAndLiveIsShown() {
    Merge merge = merge("{'n':1,'o':1}", "{'n':2,'o':1}", "{'n':3,'o':4}");

    assertThat(merge.conflicts()).containsExactly(conflict("/n", Kind.BOTH_CHANGED, "1", "2", "3"));
    assertThat(merge.unresolved()).isEqualTo(merge.conflicts());
    assertThat(merge.isClean()).isFalse();
    assertThat(merge.content()).isEqualTo(json("{'n':2,'o':4}"));
  }

  @Test
  void removalAgainstAChangeIsAConflict() {
    String base = "{'skills':[{'id':'a','n':1},{'id':'b','n':1}]}";
    String without = "{'skills':[{'id':'b','n':1}]}";
    String changed = "{'skills':[{'id':'a','n':2},{'id':'b','n':1}]}";

    assertThat(merge(base, without, changed).conflicts())
        .containsExactly(
            conflict(
                "/skills/a", Kind.REMOVED_IN_LIVE, "{'id':'a','n':1}", null, "{'id':'a','n':2}"));
    assertThat(merge(base, changed, without).conflicts())
        .containsExactly(
            conflict(
                "/skills/a", Kind.REMOVED_IN_DRAFT, "{'id':'a','n':1}", "{'id':'a','n':2}", null));
    assertThat(merge(base, without, changed).content()).isEqualTo(json(without));
  }

  @Test
  void removalAgainstAMoveIsAConflict() {
    Merge merge = tags("a b c d", "a b c", "d a b c");

    assertThat(merge.conflicts())
        .containsExactly(conflict("/tags/d", Kind.REMOVED_IN_LIVE, "'d'", null, "'d'"));
  }

  @Test
  void memberThatBothAddedConflictsInWhatDiffers() {
    Merge merge =
        merge(
            "{'skills':[]}",
            "{'skills':[{'id':'a','n':1,'live':1}]}",
            "{'skills':[{'id':'a','n':2,'draft':1}]}");

    assertThat(merge.conflicts())
        .containsExactly(conflict("/skills/a/n", Kind.BOTH_ADDED, null, "1", "2"));
    assertThat(merge.content()).isEqualTo(json("{'skills':[{'id':'a','n':1,'live':1,'draft':1}]}"));
  }

  @Test
  void membersThatBothAddAtOnePlaceStandInTheOrderOfTheirIds() {
    assertThat(tags("a b", "a z m b", "a n b")).isEqualTo(clean("a m n z b"));
    assertThat(tags("", "c", "b")).isEqualTo(clean("b c"));
    assertThat(tags("a", "a y x", "a x y")).isEqualTo(clean("a x y"));
    assertThat(tags("a", "a y x", "a y x p")).isEqualTo(clean("a y x p"));
  }

  @Test
  void memberThatBothAddAtDifferentPlacesStandsAtTheFirst() {
    assertThat(tags("a b", "x a b", "a b x")).isEqualTo(clean("x a b"));
    assertThat(tags("a b", "a b x", "x a b")).isEqualTo(clean("x a b"));
  }

  @Test
  void membersStandWhereTheSideThatMovedThemPutThem() {
    assertThat(tags("a b c d", "b c d a", "d a b c")).isEqualTo(clean("d b c a"));
    assertThat(tags("a b c d", "b a c d", "a b c d e")).isEqualTo(clean("b a c d e"));
    assertThat(tags("a b c d", "a c d", "a b d c")).isEqualTo(clean("a d c"));
  }

  @Test
  void moveWithinAMoveIsNoContradiction() {
    assertThat(tags("a b c d", "b c d a", "b a c d")).isEqualTo(clean("b c d a"));
  }

  @Test
  void movesThatContradictEachOtherAreAConflictOfTheList() {
    Merge merge = tags("a b c d", "b c d a", "b c a d");

    assertThat(merge.conflicts())
        .containsExactly(
            conflict(
                "/tags",
                Kind.BOTH_MOVED,
                "['a','b','c','d']",
                "['b','c','d','a']",
                "['b','c','a','d']"));
    assertThat(merge.content()).isEqualTo(json("{'tags':['b','c','d','a']}"));
  }

  @Test
  void memberThatBothMovedToDifferentPlacesIsAConflictOfTheList() {
    assertThat(tags("a b c d e", "a d b c e", "d a b c e").conflicts())
        .extracting(MergeConflict::path)
        .containsExactly("/tags");
    assertThat(tags("a b c d e", "d a b c e", "d a b c e")).isEqualTo(clean("d a b c e"));
  }

  @Test
  void orderOfAMemberThatMayYetStayIsToldAtOnce() {
    assertThat(tags("a c g b", "c a b", "a g c b").conflicts())
        .extracting(MergeConflict::path)
        .containsExactly("/tags", "/tags/g");
  }

  @Test
  void emptyListThatOneSideLeftOutAndTheOtherFilledIsAConflict() {
    assertThat(merge("{'tags':[]}", "{}", "{'tags':['a']}").conflicts())
        .containsExactly(conflict("/tags", Kind.REMOVED_IN_LIVE, "[]", null, "['a']"));
  }

  @Test
  void orderIsResolvedLikeAValue() {
    Json base = json("{'tags':['a','b','c','d']}");
    Json live = json("{'tags':['b','c','d','a','l']}");
    Json draft = json("{'tags':['b','c','a','d','m']}");

    assertThat(tags(base, live, draft, Resolution.takeLive("/tags"))).isEqualTo("b c d a l m");
    assertThat(tags(base, live, draft, Resolution.takeDraft("/tags"))).isEqualTo("b c a d l m");
    assertThat(
            tags(
                base,
                live,
                draft,
                Resolution.takeValue("/tags", json("['m','l','d','c','b','a']"))))
        .isEqualTo("m l d c b a");
    for (String order : List.of("['a']", "['a','a','b','c','d','l']", "1", "[1,2,3,4,5,6]")) {
      assertThatThrownBy(() -> tags(base, live, draft, Resolution.takeValue("/tags", json(order))))
          .isInstanceOf(InvalidContent.class)
          .hasMessage(
              "/0/value: value: another list"
                  + " (expected: the identities of the 6 members, each once)");
    }
  }

  @Test
  void resolutionSettlesItsConflict() {
    String base = "{'n':1,'skills':[{'id':'a','n':1}]}";
    String live = "{'n':2,'skills':[]}";
    String draft = "{'n':3,'skills':[{'id':'a','n':2}]}";

    Merge merge =
        merge(base, live, draft, Resolution.takeDraft("/skills/a"), Resolution.takeLive("/n"));
    Merge other =
        merge(
            base,
            live,
            draft,
            Resolution.takeValue("/skills/a", json("{'id':'a','n':9}")),
            Resolution.takeValue("/n", JsonNull.NULL));

    assertThat(merge.isClean()).isTrue();
    assertThat(merge.conflicts()).hasSize(2);
    assertThat(merge.content()).isEqualTo(json("{'n':2,'skills':[{'id':'a','n':2}]}"));
    assertThat(other.content()).isEqualTo(json("{'n':null,'skills':[{'id':'a','n':9}]}"));
  }

  @Test
  void partOfTheResolutionsLeavesTheRestOpen() {
    Merge merge =
        merge("{'n':1,'m':1}", "{'n':2,'m':2}", "{'n':3,'m':3}", Resolution.takeDraft("/n"));

    assertThat(merge.unresolved()).extracting(MergeConflict::path).containsExactly("/m");
    assertThat(merge.conflicts()).hasSize(2);
    assertThat(merge.content()).isEqualTo(json("{'n':3,'m':2}"));
  }

  @Test
  void resolutionsOfNothingAreRefusedAllAtOnce() {
    assertThatThrownBy(() ->
            merge(
                "{'n':1}",
                "{'n':2}",
                "{'n':3}",
                Resolution.takeLive("/n"),
                Resolution.takeLive("/m"),
                Resolution.takeLive("")))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            e ->
                assertThat(e.errors())
                    .containsExactly(
                        new FieldError("/1/path", "path: /m (expected: the path of a conflict)"),
                        new FieldError("/2/path", "path:  (expected: the path of a conflict)")));
    assertThatThrownBy(() ->
            merge(
                "{'n':1}",
                "{'n':2}",
                "{'n':3}",
                Resolution.takeLive("/n"),
                Resolution.takeDraft("/n")))
        .hasMessage("/1/path: path: /n (expected: each path once)");
  }

  @Test
  void resolutionKeepsTheIdentityOfAMember() {
    assertThatThrownBy(() ->
            merge(
                "{'skills':[{'id':'a','n':1},{'id':'b'}]}",
                "{'skills':[{'id':'b'}]}",
                "{'skills':[{'id':'a','n':2},{'id':'b'}]}",
                Resolution.takeValue("/skills/a", json("{'id':'b'}"))))
        .isInstanceOf(InvalidContent.class)
        .hasMessageContaining("/0/value")
        .hasMessageContaining("identity a");
  }

  @Test
  void valueIsThereExactlyWhenItIsTaken() {
    assertThatThrownBy(() -> new Resolution("/n", Resolution.Take.VALUE, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Resolution("/n", Resolution.Take.LIVE, Optional.of(JsonNull.NULL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void plainListsOfOneLengthAreMergedByPosition() {
    assertThat(
            merge("{'l':[1,{'a':1,'b':1}]}", "{'l':[2,{'a':1,'b':2}]}", "{'l':[1,{'a':2,'b':1}]}")
                .content())
        .isEqualTo(json("{'l':[2,{'a':2,'b':2}]}"));
    assertThat(merge("{'l':[1]}", "{'l':[1,2]}", "{'l':[3]}").conflicts())
        .containsExactly(conflict("/l", Kind.BOTH_CHANGED, "[1]", "[1,2]", "[3]"));
  }

  @Test
  void listThatBecomesEmptyIsAbsentWhereASideLeavesItOut() {
    assertThat(merge("{'tags':['a','b']}", "{'tags':['b']}", "{'tags':['a']}").content())
        .isEqualTo(json("{'tags':[]}"));
    assertThat(merge("{'tags':['a']}", "{'n':1}", "{'tags':[]}").content())
        .isEqualTo(json("{'n':1}"));
    assertThat(merge("{'tags':['a']}", "{}", "{'tags':['a','b']}").content())
        .isEqualTo(json("{'tags':['b']}"));
  }

  @Test
  void edgesWithoutIdAreToldApartByWhatTheyJoin() {
    Merge merge =
        Merge.of(
            json(
                "{'flow':{'steps':[{'id':'a'},{'id':'b'}],'edges':[{'source':'a','target':'b'}]}}"),
            json(
                "{'flow':{'steps':[{'id':'a'},{'id':'b'}],"
                    + "'edges':[{'source':'a','target':'b','condition':'x'}]}}"),
            json(
                "{'flow':{'steps':[{'id':'a'},{'id':'b'}],"
                    + "'edges':[{'source':'b','target':'a'},{'source':'a','target':'b'}]}}"),
            AGENT);

    assertThat(merge.isClean()).isTrue();
    assertThat(ListMembers.at(merge.content(), "/flow/edges/a->b/condition", AGENT))
        .contains(Json.of("x"));
  }

  @Test
  void edgeToAStepThatTheOtherSideRemovedIsAConflict() {
    Json base = json("{'flow':{'steps':[{'id':'a'},{'id':'b'}],'edges':[]}}");
    Json live = json("{'flow':{'steps':[{'id':'a'}],'edges':[]}}");
    Json draft =
        json(
            "{'flow':{'steps':[{'id':'a'},{'id':'b'}],"
                + "'edges':[{'id':'e','source':'a','target':'b'}]}}");

    Merge merge = Merge.of(base, live, draft, AGENT);

    assertThat(merge.conflicts())
        .containsExactly(
            conflict(
                "/flow/edges/e",
                Kind.DANGLING,
                null,
                null,
                "{'id':'e','source':'a','target':'b'}"));
    assertThat(merge.content()).isEqualTo(live);
    assertThat(Merge.of(base, draft, live, AGENT).unresolved()).hasSize(1);
    assertThat(
            Merge.of(base, draft, live, AGENT, List.of(Resolution.takeDraft("/flow/edges/e")))
                .content())
        .isEqualTo(live);
    assertThatThrownBy(() ->
            Merge.of(
                base,
                live,
                draft,
                AGENT,
                List.of(
                    Resolution.takeValue(
                        "/flow/edges/e", json("{'id':'x','source':'a','target':'a'}")))))
        .isInstanceOf(InvalidContent.class);
  }

  @Test
  void stepThatBothPutElsewhereStandsOnce() {
    Json base = json("{'flow':{'steps':[{'id':'p'},{'id':'q'},{'id':'s'}]}}");
    Json live = json("{'flow':{'steps':[{'id':'p','steps':[{'id':'s'}]},{'id':'q'}]}}");
    Json draft = json("{'flow':{'steps':[{'id':'p'},{'id':'q','steps':[{'id':'s'}]}]}}");
    String path = "/flow/steps/q/steps/s";

    Merge merge = Merge.of(base, live, draft, AGENT);

    assertThat(merge.conflicts())
        .containsExactly(
            conflict(path, Kind.PLACED_TWICE, "{'id':'s'}", "{'id':'s'}", "{'id':'s'}"));
    assertThat(merge.content())
        .isEqualTo(
            json("{'flow':{'steps':[{'id':'p','steps':[{'id':'s'}]},{'id':'q','steps':[]}]}}"));
    assertThat(Merge.of(base, live, draft, AGENT, List.of(Resolution.takeDraft(path))).content())
        .isEqualTo(
            json("{'flow':{'steps':[{'id':'p','steps':[]},{'id':'q','steps':[{'id':'s'}]}]}}"));
  }

  @Test
  void longListsAreMergedInGoodTime() {
    List<String> ids = IntStream.range(0, 100_000).mapToObj(i -> "t" + i).toList();
    Json base = tags(ids);
    Json live = tags(ids.reversed());
    List<String> half =
        IntStream.range(0, 100_000).mapToObj(i -> "t" + (i < 50_000 ? 49_999 - i : i)).toList();
    List<String> otherHalf =
        IntStream.range(0, 100_000).mapToObj(i -> "t" + (i < 50_000 ? i : 149_999 - i)).toList();

    assertThat(Merge.of(base, live, tags(half), ContentShapes.ASSISTANT).content()).isEqualTo(live);
    assertThat(Merge.of(base, tags(half), tags(otherHalf), ContentShapes.ASSISTANT).content())
        .isEqualTo(
            tags(
                IntStream.range(0, 100_000)
                    .mapToObj(i -> "t" + (i < 50_000 ? 49_999 - i : 149_999 - i))
                    .toList()));
  }

  private static Json tags(List<String> ids) {
    return JsonObject.EMPTY.with("tags", JsonArray.ofTexts(ids));
  }

  private static Merge tags(String base, String live, String draft) {
    return Merge.of(spaced(base), spaced(live), spaced(draft), ContentShapes.ASSISTANT);
  }

  private static Json spaced(String ids) {
    return tags(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
  }

  private static Merge clean(String ids) {
    return new Merge(spaced(ids), List.of(), List.of());
  }

  private static String tags(Json base, Json live, Json draft, Resolution resolution) {
    Json merged =
        Merge.of(base, live, draft, ContentShapes.ASSISTANT, List.of(resolution)).content();
    return String.join(
        " ",
        ((JsonArray) ((JsonObject) merged).get("tags").orElseThrow())
            .items().stream().map(tag -> ((JsonString) tag).value()).toList());
  }

  private static Merge merge(String base, String live, String draft, Resolution... resolutions) {
    return Merge.of(
        json(base), json(live), json(draft), ContentShapes.ASSISTANT, List.of(resolutions));
  }

  private static MergeConflict conflict(
      String path, Kind kind, String base, String live, String draft) {
    return new MergeConflict(
        path,
        kind,
        Optional.ofNullable(base).map(MergeTest::json),
        Optional.ofNullable(live).map(MergeTest::json),
        Optional.ofNullable(draft).map(MergeTest::json));
  }

  private static Json json(String text) {
    return JsonReader.read(text.replace('\'', '"'));
  }
}
