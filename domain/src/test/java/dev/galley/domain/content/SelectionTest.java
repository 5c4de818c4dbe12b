package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final String BASE =
      "{'name':'a','icon':'i','tags':['x','y'],'skills':[{'id':'s','n':1,'m':1},{'id':'t'}]}";
  private static final String DRAFT =
      "{'name':'b','icon':'j','tags':['y','x','z'],'skills':[{'id':'s','n':2,'m':2},{'id':'u'}]}";

  @Test
  void onlyWhatIsChosenIsTaken() {
    assertThat(content("/name"))
        .isEqualTo(
            json(
                "{'name':'b','icon':'i','tags':['x','y'],"
                    + "'skills':[{'id':'s','n':1,'m':1},{'id':'t'}]}"));
    assertThat(content("/skills/s/n", "/tags/z"))
        .isEqualTo(
            json(
                "{'name':'a','icon':'i','tags':['x','z','y'],"
                    + "'skills':[{'id':'s','n':2,'m':1},{'id':'t'}]}"));
    assertThat(content("/skills"))
        .isEqualTo(
            json(
                "{'name':'a','icon':'i','tags':['x','y'],"
                    + "'skills':[{'id':'s','n':2,'m':2},{'id':'u'}]}"));
    assertThat(content("/skills/t", "/skills/u"))
        .isEqualTo(
            json(
                "{'name':'a','icon':'i','tags':['x','y'],"
                    + "'skills':[{'id':'s','n':1,'m':1},{'id':'u'}]}"));
  }

  @Test
  void whatIsLeftIsTold() {
    assertThat(
            Selection.of(
                    json(BASE),
                    json(DRAFT),
                    List.of("/skills", "/tags", "/name"),
                    ContentShapes.ASSISTANT)
                .left())
        .extracting(ContentChange::path)
        .containsExactly("/icon");
  }

  @Test
  void pathWithoutAChangeIsRefused() {
    assertThatThrownBy(() -> content("/name", "/welcome", "/skills/s/id", "name", "/skill"))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            e ->
                assertThat(e.errors())
                    .extracting(FieldError::pointer)
                    .containsExactly("/1", "/2", "/3", "/4"));
  }

  @Test
  void plainListsAreChosenFromByPosition() {
    assertThat(
            Selection.of(
                    json("{'l':[1,2,{'a':1,'b':1}]}"),
                    json("{'l':[3,4,{'a':2,'b':2}]}"),
                    List.of("/l/1", "/l/2/b"),
                    ContentShape.PLAIN)
                .content())
        .isEqualTo(json("{'l':[1,4,{'a':1,'b':2}]}"));
  }

  @Test
  void referenceToWhatIsLeftBehindIsTold() {
    Json base = json("{'flow':{'steps':[{'id':'a'},{'id':'gone'}],'edges':[]},'slots':[]}");
    Json draft =
        json(
            "{'flow':{'steps':[{'id':'a','humanApprovalConfig':{'slotName':'s'}},{'id':'b'}],"
                + "'edges':[{'id':'e','source':'a','target':'b'}]},'slots':[{'name':'s'}]}");

    assertThat(incomplete(base, draft, "/flow/edges/e"))
        .containsExactly(
            new Reference("/flow/edges/e", "/flow/edges/e/target", "/flow/steps", "b"));
    assertThat(incomplete(base, draft, "/flow/steps/a"))
        .containsExactly(
            new Reference(
                "/flow/steps/a", "/flow/steps/a/humanApprovalConfig/slotName", "/slots", "s"));
    assertThat(incomplete(base, draft, "/flow", "/slots")).isEmpty();
    assertThat(incomplete(draft, base, "/flow/steps/b"))
        .extracting(Reference::id)
        .containsExactly("b");
  }

  private static List<Reference> incomplete(Json base, Json draft, String... paths) {
    return Selection.of(base, draft, List.of(paths), ContentShapes.AGENT).incomplete();
  }

  private static Json content(String... paths) {
    return Selection.of(json(BASE), json(DRAFT), List.of(paths), ContentShapes.ASSISTANT).content();
  }

  private static Json json(String text) {
    return JsonReader.read(text.replace('\'', '"'));
  }
}
