package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.CanonicalJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A store that is lost after a request has saved makes no answer that says nothing was changed:
 * whoever then repeats the request, as he is told, has it done twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LostStoreHttpTest {
  private final Galley galley = Galley.inMemory(Map.of(LostStore.PROPERTY, true));
  private final LostStore store = galley.context().getBean(LostStore.class);

  @AfterAll
  void stop() {
    galley.close();
  }

  private record Wish(String method, String path, Object body) {}

  /** One assistant with its draft, an agent with a working copy, and a persona; all of alice. */
  private final class Stage {
    final Tenant tenant = galley.newTenant();
    final Tenant.Member alice = tenant.user("alice").adminOf("sales").tokenMaker();
    final String path = alice.has("A");
    final String skill = added("/skills", Body.of("type", "web-search"));
    final String secret = added("/secrets", Body.of("name", "k", "value", "v"));
    final String comment = added("/comments", Body.of("message", "first"));
    final String reply = added("/comments", Body.of("message", "reply", "parentId", comment));
    final String chat =
        alice.post("/api/chats", Body.of("assistantId", id())).expect(201).text("/id");
    final String token = alice.post("/api/tokens", Body.of("name", "t")).expect(201).text("/id");
    final String draft = alice.post(path + "/_edit").expect(201).header("Location");
    final Studio studio = Studio.of(tenant, alice);
    final String persona = Wardrobe.published(alice, "Clara");
    final String sketch = Wardrobe.draft(alice, "Next");

    Stage() {
      alice.put(path + "/shares/eve", Body.of("accessLevel", 1)).expect(201);
      alice.put(draft, Body.of("welcome", "one")).expect(200);
      alice.put(draft, Body.of("welcome", "two")).expect(200);
      studio.mints(alice, "first");
      String first = studio.saves(alice, 1, Studio.content("mine"));
      alice.put(studio.draft(1), Studio.content("mine too")).ifMatch(first).expect(200);
    }

    String id() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    private String added(String children, Object body) {
      return alice.post(path + children, body).expect(201).text("/id");
    }

    /** All that can be seen. */
    List<String> seen() {
      List<String> bodies = new ArrayList<>();
      for (String read :
          List.of(
              "/api/assistants",
              path,
              path + "/secrets",
              path + "/files",
              path + "/shares",
              path + "/favorite",
              path + "/comments",
              path + "/draft",
              path + "/draft/history",
              path + "/discarded",
              path + "/revisions",
              path + "/usage",
              draft + "/skills",
              draft + "/comments",
              "/api/chats",
              "/api/tokens",
              Studio.agents(tenant),
              studio.path() + "/drafts",
              studio.path() + "/revisions",
              studio.draft(1))) {
        bodies.add(read + " " + alice.get(read).send().body());
      }
      for (String read : List.of("/persona/search", "/persona/drafts")) {
        bodies.add(read + " " + alice.post(read, Body.of()).send().body());
      }
      return bodies;
    }
  }

  @TestFactory
  List<DynamicTest> theAnswerIsTheEffect() {
    return List.of(
        done("create", s -> new Wish("POST", "/api/assistants", Body.of("name", "B"))),
        done("update", s -> new Wish("PUT", s.path, Body.of("welcome", "x"))),
        done("delete", s -> new Wish("DELETE", s.path, "")),
        done("update the draft", s -> new Wish("PUT", s.draft, Body.of("welcome", "x"))),
        done("commit", s -> new Wish("POST", s.path + "/draft/_commit", "")),
        done(
            "commit a part",
            s -> {
              s.alice.put(s.draft, Body.of("instructions", "x")).expect(200);
              return new Wish(
                  "POST", s.path + "/draft/_commit", Body.of("paths", List.of("/welcome")));
            }),
        done("discard", s -> new Wish("DELETE", s.path + "/draft", "")),
        done("undo", s -> new Wish("POST", s.path + "/draft/_undo", "")),
        done(
            "edit",
            s -> {
              s.alice.delete(s.path + "/draft").expect(204);
              return new Wish("POST", s.path + "/_edit", "");
            }),
        done(
            "rebase",
            s -> {
              s.alice.put(s.path, Body.of("instructions", "x")).expect(200);
              return new Wish("POST", s.path + "/draft/_rebase", "");
            }),
        done("restore", s -> new Wish("POST", s.path + "/revisions/1/_restore?replace=true", "")),
        done("pin", s -> new Wish("PUT", s.path + "/draft/history/1", Body.of("pinned", true))),
        done("skill", s -> new Wish("POST", s.path + "/skills", Body.of("type", "web-search"))),
        done(
            "change a skill",
            s -> new Wish("PUT", s.path + "/skills/" + s.skill, Body.of("name", "x"))),
        done("remove a skill", s -> new Wish("DELETE", s.path + "/skills/" + s.skill, "")),
        done("dataset", s -> new Wish("POST", s.path + "/datasets", Body.of("datasetId", "more"))),
        done(
            "secret",
            s -> new Wish("POST", s.path + "/secrets", Body.of("name", "more", "value", "v"))),
        done(
            "change a secret",
            s -> new Wish("PUT", s.path + "/secrets/" + s.secret, Body.of("value", "w"))),
        done("remove a secret", s -> new Wish("DELETE", s.path + "/secrets/" + s.secret, "")),
        done("tags", s -> new Wish("PUT", s.path + "/tags", List.of("x"))),
        done("file", s -> new Wish("POST", s.path + "/files", Upload.TEXT)),
        done("share", s -> new Wish("PUT", s.path + "/shares/bob", Body.of("accessLevel", 1))),
        done("take a share", s -> new Wish("DELETE", s.path + "/shares/eve", "")),
        done("owner", s -> new Wish("PUT", s.path + "/owner", Body.of("ownerId", "sales"))),
        done("favourite", s -> new Wish("PUT", s.path + "/favorite", "")),
        done("comment", s -> new Wish("POST", s.draft + "/comments", Body.of("message", "m"))),
        done(
            "reply",
            s ->
                new Wish(
                    "POST", s.path + "/comments", Body.of("message", "m", "parentId", s.comment))),
        done(
            "delete a comment and the empty place above it",
            s -> {
              s.alice.delete(s.path + "/comments/" + s.comment).expect(204);
              return new Wish("DELETE", s.path + "/comments/" + s.reply, "");
            }),
        done("chat", s -> new Wish("POST", "/api/chats", Body.of("assistantId", s.id()))),
        done("delete a chat", s -> new Wish("DELETE", "/api/chats/" + s.chat, "")),
        done(
            "message",
            s -> new Wish("POST", "/api/chats/" + s.chat + "/messages", Body.of("cost", 1))),
        done("token", s -> new Wish("POST", "/api/tokens", Body.of("name", "x"))),
        done("revoke a token", s -> new Wish("DELETE", "/api/tokens/" + s.token, "")),
        done("agent", s -> new Wish("POST", Studio.agents(s.tenant), Body.of("id", "other"))),
        done(
            "agent's revision",
            s -> new Wish("POST", s.studio.path() + "/revisions", Studio.content("x"))),
        done("agent's commit", s -> new Wish("POST", s.studio.draft(1) + ":commit", "")),
        done("persona's draft", s -> new Wish("POST", "/persona/draft", Body.of("name", "x"))),
        done("persona", s -> new Wish("POST", "/persona/save", Body.of("draft_id", s.sketch))),
        done("edit a persona", s -> new Wish("POST", "/persona/edit", Body.of("id", s.persona))),
        done(
            "delete a persona",
            s -> new Wish("POST", "/persona/delete", Body.of("ids", List.of(s.persona)))),
        // What these show, or do, comes after what they have saved.
        doubted("agent's undo", s -> new Wish("POST", s.studio.draft(1) + ":undo", "")),
        doubted("agent's reset", s -> new Wish("POST", s.studio.draft(1) + ":reset", "")),
        doubted(
            "delete two personas",
            s ->
                new Wish(
                    "POST",
                    "/persona/delete",
                    Body.of("ids", List.of(s.persona, Wardrobe.published(s.alice, "D"))))));
  }

  private DynamicTest done(String name, Function<Stage, Wish> wish) {
    return DynamicTest.dynamicTest(name, () -> check(wish, false));
  }

  private DynamicTest doubted(String name, Function<Stage, Wish> wish) {
    return DynamicTest.dynamicTest(name, () -> check(wish, true));
  }

  private void check(Function<Stage, Wish> wishes, boolean doubt) {
    boolean missed = true;
    for (int saves = 1; missed; saves++) {
      Stage stage = new Stage();
      Wish wish = wishes.apply(stage);
      List<String> before = stage.seen();
      store.loseAfter(saves);
      HttpResponse<String> answer;
      try {
        answer = send(stage.alice, wish);
      } finally {
        missed = store.comesBack();
      }
      if (answer.statusCode() >= 300) {
        String code = new Answer("", 503, answer.headers(), answer.body()).text("/code");
        boolean changed = !stage.seen().equals(before);
        assertThat(code)
            .as("%s after %s saves: %s", wish, saves, answer.body())
            .isEqualTo(changed && doubt ? "outcome-unknown" : "store-unavailable");
        assertThat(changed && !doubt)
            .as("%s after %s saves: %s", wish, saves, answer.body())
            .isFalse();
        assertThat(answer.statusCode()).isEqualTo(503);
      }
    }
  }

  private HttpResponse<String> send(Person person, Wish wish) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(galley.uri(wish.path()))
            .header("Authorization", "Bearer " + person.token());
    if (wish.body().equals(Upload.TEXT)) {
      request.header("Content-Type", Upload.TYPE);
      request.method(wish.method(), BodyPublishers.ofString(Upload.TEXT));
    } else if (wish.body().equals("")) {
      request.method(wish.method(), BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(
          wish.method(),
          BodyPublishers.ofString(CanonicalJson.writeInOrder(Body.json(wish.body()))));
    }
    if (wish.path().startsWith("/v1")) {
      request.header("If-Match", "2");
    }
    try {
      return galley.client().send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + wish, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
