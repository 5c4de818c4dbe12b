package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A user's own draft of a revision, saved while it is typed. */
interface WorkingCopiesHttpContract extends HttpContract {

  /** An agent with its Admin. */
  record Desk(Person alice, Studio studio, String draft) {

    /** Saves what was seen at a version. */
    Answer save(String version, JsonObject content) {
      return alice.put(draft, content).ifMatch(version).expect(200);
    }
  }

  private Desk desk() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    return new Desk(alice, studio, studio.draft(0));
  }

  @Test
  default void theSeedsTwoCallsAnswerAsTheyPromise() {
    Desk desk = desk();
    Answer none = desk.alice().get(desk.draft()).expect(204);
    assertThat(none.body()).isEmpty();

    long before = System.currentTimeMillis();
    Answer first =
        desk.alice()
            .put(desk.draft(), Body.of())
            .expect(200)
            .shows(
                "/agentId",
                "helper",
                "/baseRevision",
                0,
                "/version",
                1,
                "/historyCursor",
                1,
                "/canUndo",
                false,
                "/canRedo",
                false,
                "/outdated",
                false,
                "/headData",
                Body.of(),
                "/history/0/seqNo",
                1,
                "/history/0/pinned",
                false,
                "/history/0/label",
                Body.NULL);
    assertThat(first.names(""))
        .contains(
            "agentId",
            "baseRevision",
            "version",
            "historyCursor",
            "canUndo",
            "canRedo",
            "updatedAt",
            "headData",
            "history",
            "outdated",
            "warnings");
    assertThat(first.names("/history/0"))
        .containsExactlyInAnyOrder("seqNo", "contentHash", "pinned", "label", "createdAt");
    assertThat(first.number("/updatedAt")).isBetween(before, System.currentTimeMillis());
    assertThat(first.number("/history/0/createdAt")).isEqualTo(first.number("/updatedAt"));
    assertThat(first.etag()).isEqualTo("\"1\"");
    assertThat(first.header("Content-Type")).isEqualTo("application/json");
    Answer read = desk.alice().get(desk.draft()).expect(200);
    assertThat(read.json()).isEqualTo(first.json());
    assertThat(read.etag()).isEqualTo("\"1\"");
  }

  @Test
  default void aDraftStandsOnARevisionThatThereIs() {
    Desk desk = desk();
    long revision = desk.studio().mints(desk.alice(), "first", "a");
    String draft = desk.studio().draft(revision);
    desk.alice().get(draft).expect(204);
    desk.alice()
        .put(draft, Studio.content("mine", "a"))
        .expect(200)
        .shows("/baseRevision", revision, "/warnings", List.of());
    for (String none : List.of("2", "x", "00", "-1")) {
      String path = desk.studio().path() + "/revisions/" + none + "/draft";
      desk.alice().get(path).refused(404, "not-found");
      desk.alice().put(path, Body.of()).refused(404, "not-found");
      desk.alice().post(path + ":undo").refused(404, "not-found");
    }
  }

  @Test
  default void eachChangeRaisesTheVersionAndAppendsAnEntry() {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.sketch("one")).expect(200);
    desk.save("1", Studio.sketch("two")).shows("/version", 2, "/historyCursor", 2);
    Answer third =
        desk.save("\"2\"", Studio.sketch("three"))
            .shows("/version", 3, "/historyCursor", 3, "/canUndo", true, "/canRedo", false);
    assertThat(third.etag()).isEqualTo("\"3\"");
    assertThat(third.items("/history")).hasSize(3);
    third.shows("/history/0/seqNo", 1, "/history/2/seqNo", 3);
  }

  @Test
  default void ifMatchIsAVersionOrNothing() {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.sketch("one")).expect(200);
    for (String malformed :
        List.of(
            "W/\"1\"", "*", "abc", "\"1", "1\"", "01", "-1", "1, 2", "\"1.x\"", "\"\"", "1e0")) {
      Answer refused =
          desk.alice()
              .put(desk.draft(), Studio.sketch("two"))
              .ifMatch(malformed)
              .refused(400, "invalid-request");
      assertThat(refused.texts("/errors", "header")).as(malformed).containsExactly("If-Match");
      desk.alice().post(desk.draft() + ":undo").ifMatch(malformed).refused(400, "invalid-request");
    }
    desk.alice()
        .put(desk.draft(), Studio.sketch("two"))
        .ifMatch("1")
        .ifMatch("1")
        .refused(400, "invalid-request");
    desk.alice().put(desk.draft(), Studio.sketch("two")).refused(428, "precondition-required");
    for (String verb : List.of(":undo", ":redo", ":reset", ":commit", ":rebase")) {
      desk.alice().post(desk.draft() + verb).refused(428, "precondition-required");
    }
    desk.alice()
        .post(desk.draft() + ":restore", Body.of("seqNo", 1))
        .refused(428, "precondition-required");
    desk.alice().get(desk.draft()).expect(200).shows("/version", 1);
  }

  @Test
  default void aStaleSaveIsToldWhatHasHappened() {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.content("one", "a")).expect(200);
    desk.alice()
        .put(desk.draft(), Studio.content("two", "a", "b"))
        .ifMatch("1")
        .header("X-Client-Id", "laptop")
        .expect(200);
    Answer stale =
        desk.alice()
            .put(desk.draft(), Studio.content("three", "a"))
            .ifMatch("1")
            .header("X-Client-Id", "phone")
            .refused(409, "stale-draft")
            .shows(
                "/currentVersion", 2,
                "/clientId", "laptop",
                "/changedBy", "alice",
                "/changeKind", "autosave");
    assertThat(stale.texts("/changedPaths")).contains("/comment", "/flow/steps/b");
    assertThat(stale.number("/changedAt"))
        .isEqualTo(desk.alice().get(desk.draft()).expect(200).number("/updatedAt"));
    for (String verb : List.of(":undo", ":redo", ":reset", ":commit", ":rebase")) {
      desk.alice().post(desk.draft() + verb).ifMatch("1").refused(409, "stale-draft");
    }
    desk.alice().delete(desk.draft()).ifMatch("1").refused(409, "stale-draft");
    desk.alice().put(desk.draft(), Studio.sketch("x")).ifMatch("7").refused(409, "stale-draft");
  }

  @Test
  default void aRetryAfterALostAnswerIsSafe() {
    Desk desk = desk();
    JsonObject first = Studio.content("one", "a");
    desk.alice().put(desk.draft(), first).expect(200);
    desk.alice().put(desk.draft(), first).expect(200).shows("/version", 1);
    JsonObject second = Studio.content("two", "a");
    desk.save("1", second);
    desk.save("1", second).shows("/version", 2, "/historyCursor", 2);
    desk.alice().put(desk.draft(), second).expect(200).shows("/version", 2);
  }

  @Test
  default void theSameContentIsNoChange() {
    Desk desk = desk();
    desk.alice()
        .put(desk.draft(), Body.of())
        .json(
            "{\"comment\":\"one\",\"flow\":{\"steps\":[{\"type\":\"AGENT\",\"id\":\"a\",\"parameters\":{\"b\":1.0,\"a\":2}}]}}")
        .expect(200);
    desk.save("1", Studio.sketch("two"));
    desk.save("2", Studio.sketch("three"));
    desk.alice().post(desk.draft() + ":undo").ifMatch("3").expect(200).shows("/version", 4);
    Answer same =
        desk.save("4", Studio.sketch("two"))
            .shows("/version", 4, "/historyCursor", 2, "/canRedo", true);
    assertThat(same.items("/history")).hasSize(3);

    desk.alice().post(desk.draft() + ":undo").ifMatch("4").expect(200);
    desk.alice()
        .put(desk.draft(), Body.of())
        .json(
            "{\"flow\":{\"steps\":[{\"id\":\"a\",\"parameters\":{\"a\":2,\"b\":1},\"type\":\"AGENT\"}]},\"comment\":\"one\"}")
        .ifMatch("5")
        .expect(200)
        .shows("/version", 5, "/historyCursor", 1, "/headData/flow/steps/0/parameters/b", 1);
  }

  @Test
  default void whoWantsLittleGetsTheTagAlone() {
    Desk desk = desk();
    for (String preference :
        List.of(
            "return=minimal",
            "respond-async, Return=\"minimal\"; x=1",
            "wait=10, return=minimal")) {
      Answer answer =
          desk.alice()
              .put(desk.draft(), Studio.sketch(preference))
              .ifMatch(version(desk))
              .header("Prefer", preference)
              .expect(204);
      assertThat(answer.etag()).isEqualTo(version(desk));
      assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
      assertThat(answer.body()).isEmpty();
    }
    for (String preference : List.of("return=representation", "return=minimalist", "x")) {
      desk.alice()
          .put(desk.draft(), Studio.sketch(preference))
          .ifMatch(version(desk))
          .header("Prefer", preference)
          .expect(200);
    }
  }

  private static String version(Desk desk) {
    Answer draft = desk.alice().get(desk.draft()).send();
    return draft.status() == 204
        ? desk.alice().put(desk.draft(), Studio.sketch("first")).expect(200).etag()
        : draft.etag();
  }

  @Test
  default void everySaveIsWellFormed() {
    Desk desk = desk();
    String draft = desk.draft();
    desk.alice()
        .put(draft, Body.of("name", "x", "flow", Body.of("z", 1)))
        .invalid("/name", "/flow/z");
    desk.alice()
        .put(
            draft,
            Body.of(
                "flow",
                Body.of(
                    "steps",
                    List.of(
                        Body.of("id", "a", "type", "AGENT"),
                        Body.of("id", "a", "type", "AGENT"),
                        Body.of(
                            "id", "b",
                            "type", "AGENT",
                            "humanApprovalConfig", Body.of("slotName", "boss"))),
                    "edges",
                    List.of(Body.of("source", "a", "target", "c"))),
                "slots",
                List.of(Body.of("name", "s"), Body.of("name", "s"))))
        .invalid(
            "/flow/steps/1/id",
            "/flow/steps/2/humanApprovalConfig/slotName",
            "/flow/edges/0/target",
            "/slots/1/name");
    for (String malformed :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"comment\":\"a\",\"comment\":\"b\"}",
            "{\"comment\":\"\\u0000\"}",
            "{\"comment\":\"\\ud800\"}",
            "{\"flow\":{\"steps\":[{\"id\":\"a\",\"type\":\"T\",\"parameters\":{\"n\":12345678901234567890}}]}}")) {
      Answer refused =
          desk.alice().put(draft, Body.of()).json(malformed).refused(400, "invalid-request");
      assertThat(refused.items("/errors")).as(malformed).isNotEmpty();
    }
    String big = "x".repeat(4 * 1024 * 1024);
    desk.alice()
        .put(draft, Body.of("assets", List.of(Body.of("id", "a", "text", big))))
        .refused(400, "invalid-request");
    desk.alice()
        .put(draft, Body.of())
        .header("X-Other", "1")
        .header("X-Client-Id", "c".repeat(201))
        .refused(400, "invalid-request")
        .shows("/errors/0/header", "X-Client-Id");
    desk.alice().put(draft + "?x=1", Body.of()).expect(400).namesParameters("x");
    desk.alice().get(draft).expect(204);
    desk.alice().put(draft, Body.of()).header("X-Client-Id", "c".repeat(200)).expect(200);
  }

  @Test
  default void anIncompleteFlowIsSavedWithWarnings() {
    Desk desk = desk();
    Answer draft =
        desk.alice()
            .put(
                desk.draft(),
                Body.of(
                    "flow", Body.of("steps", List.of(Body.of("id", "in", "type", "ENTRY_POINT")))))
            .expect(200);
    assertThat(draft.texts("/warnings", "pointer")).isNotEmpty();
    Answer validation =
        desk.alice()
            .post(desk.draft() + ":validate")
            .expect(200)
            .shows("/valid", false, "/version", 1, "/warnings", List.of());
    assertThat(validation.at("/errors")).isEqualTo(draft.at("/warnings"));
    desk.save("1", Studio.content("done")).shows("/warnings", List.of());
    desk.alice().post(desk.draft() + ":validate").expect(200).shows("/valid", true);
    desk.studio().mints(desk.alice(), "first");
    assertThat(
            desk.alice()
                .post(desk.draft() + ":validate")
                .expect(200)
                .shows("/valid", true)
                .items("/warnings"))
        .hasSize(1);
    desk.alice().post(desk.draft() + ":validate?x=1").expect(400).namesParameters("x");
    desk.alice().post(desk.draft() + ":validate", Body.of("x", 1)).invalid("/x");
    desk.alice().post(desk.studio().draft(1) + ":validate").refused(404, "not-found");
  }

  @Test
  default void undoAndRedoMoveTheCursor() {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.sketch("one")).expect(200);
    desk.save("1", Studio.sketch("two"));
    String undo = desk.draft() + ":undo";
    String redo = desk.draft() + ":redo";
    desk.alice().post(redo).ifMatch("2").refused(409, "nothing-to-redo");
    Answer undone =
        desk.alice()
            .post(undo)
            .ifMatch("2")
            .expect(200)
            .shows(
                "/version",
                3,
                "/historyCursor",
                1,
                "/canUndo",
                false,
                "/canRedo",
                true,
                "/headData/comment",
                "one");
    assertThat(undone.etag()).isEqualTo("\"3\"");
    assertThat(undone.items("/history")).hasSize(2);
    desk.alice().post(undo).ifMatch("3").refused(409, "nothing-to-undo");
    desk.alice()
        .post(redo, Body.of())
        .ifMatch("3")
        .expect(200)
        .shows("/version", 4, "/historyCursor", 2, "/headData/comment", "two");
    desk.alice().post(undo, Body.of("steps", 2)).ifMatch("4").invalid("/steps");
    desk.alice().post(undo + "?x=1").ifMatch("4").expect(400).namesParameters("x");
    // A change after an undo takes the redo entries from the path.
    desk.alice().post(undo).ifMatch("4").expect(200);
    Answer changed = desk.save("5", Studio.sketch("three")).shows("/canRedo", false);
    assertThat(changed.items("/history")).hasSize(2);
    changed.shows("/history/1/seqNo", 3);
  }

  @Test
  default void anEntryOrTheBaseBecomesTheHeadAgain() {
    Desk desk = desk();
    long base = desk.studio().mints(desk.alice(), "base", "a");
    String draft = desk.studio().draft(base);
    desk.alice().put(draft, Studio.sketch("one")).expect(200);
    desk.alice().put(draft, Studio.sketch("two")).ifMatch("1").expect(200);
    desk.alice()
        .post(draft + ":restore", Body.of("seqNo", 1))
        .ifMatch("2")
        .expect(200)
        .shows("/version", 3, "/historyCursor", 3, "/headData/comment", "one", "/canUndo", true);
    desk.alice()
        .post(draft + ":reset")
        .ifMatch("3")
        .expect(200)
        .shows("/version", 4, "/historyCursor", 4, "/headData/comment", "base");
    desk.alice().post(draft + ":reset").ifMatch("4").expect(200).shows("/version", 4);
    desk.alice()
        .post(draft + ":restore", Body.of("seqNo", 9))
        .ifMatch("4")
        .refused(404, "not-found");
    desk.alice().post(draft + ":restore", Body.of("seqNo", 0)).ifMatch("4").invalid("/seqNo");
    desk.alice().post(draft + ":restore", Body.of("seqNo", "1")).ifMatch("4").invalid("/seqNo");
    desk.alice().post(draft + ":restore").ifMatch("4").refused(400, "invalid-request");
    desk.alice().post(draft + ":reset", Body.of("x", 1)).ifMatch("4").invalid("/x");
  }

  @Test
  default void whatEndedIsToldAndItsNumbersGoOn() {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.sketch("x")).ifMatch("1").refused(409, "draft-gone");
    desk.alice().delete(desk.draft()).refused(404, "not-found");
    desk.alice().put(desk.draft(), Studio.sketch("one")).expect(200);
    desk.save("1", Studio.sketch("two"));
    desk.alice().delete(desk.draft()).ifMatch("2").header("X-Client-Id", "phone").expect(204);
    desk.alice().get(desk.draft()).expect(204);
    desk.alice()
        .put(desk.draft(), Studio.sketch("three"))
        .ifMatch("2")
        .refused(409, "draft-gone")
        .shows("/lastDraft/outcome", "discarded", "/lastDraft/clientId", "phone");
    desk.alice().get(desk.draft() + "/history").refused(404, "not-found");

    Answer next =
        desk.alice()
            .put(desk.draft(), Studio.content("three"))
            .expect(200)
            .shows("/version", 4, "/historyCursor", 3, "/canUndo", false);
    assertThat(next.items("/history")).hasSize(1);
    desk.alice().post(desk.draft() + ":commit").ifMatch("4").expect(201);
    desk.alice()
        .put(desk.draft(), Studio.sketch("four"))
        .ifMatch("4")
        .refused(409, "draft-gone")
        .shows("/lastDraft/outcome", "committed", "/lastDraft/revision", 1);
    desk.alice().put(desk.draft(), Studio.sketch("four")).expect(200).shows("/historyCursor", 4);
    desk.alice().delete(desk.draft()).expect(204);
  }

  @Test
  default void draftsAreListedAcrossTheirBases() {
    Desk desk = desk();
    Person alice = desk.alice();
    String drafts = desk.studio().path() + "/drafts";
    assertThat(alice.get(drafts).expect(200).items("")).isEmpty();
    desk.studio().saves(alice, 0, Studio.sketch("zero"));
    long first = desk.studio().mints(alice, "first");
    desk.studio().saves(alice, first, Studio.sketch("one"));
    Answer list = alice.get(drafts).expect(200);
    assertThat(list.names("/0"))
        .containsExactlyInAnyOrder("agentId", "baseRevision", "version", "updatedAt", "outdated");
    list.shows(
        "/0/baseRevision", 0, "/0/outdated", true, "/1/baseRevision", 1, "/1/outdated", false);
    assertThat(list.items("")).hasSize(2);
    alice.delete(desk.draft()).expect(204);
    assertThat(alice.get(drafts).expect(200).items("")).hasSize(1);
    alice.get(drafts + "?x=1").expect(400).namesParameters("x");
  }

  @Test
  default void theVersionRisesByTheNumberOfWrites() throws Exception {
    Desk desk = desk();
    desk.alice().put(desk.draft(), Studio.sketch("start")).expect(200);
    AtomicInteger written = new AtomicInteger();
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int writer = i;
        all.add(
            writers.submit(() -> {
              int done = 0;
              while (done < 5) {
                String seen = desk.alice().get(desk.draft()).expect(200).etag();
                Answer answer =
                    desk.alice()
                        .put(desk.draft(), Studio.sketch("writer " + writer + '.' + done))
                        .ifMatch(seen)
                        .header("X-Client-Id", "writer-" + writer)
                        .send();
                if (answer.status() == 200) {
                  done++;
                  written.incrementAndGet();
                } else {
                  answer.isProblem(409, "stale-draft");
                }
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(written).hasValue(40);
    Answer end =
        desk.alice().get(desk.draft()).expect(200).shows("/version", 41, "/historyCursor", 41);
    assertThat(end.items("/history")).hasSize(41);
  }
}
