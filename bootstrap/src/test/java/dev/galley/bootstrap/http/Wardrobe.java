package dev.galley.bootstrap.http;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the tests of personas do again and again. */
final class Wardrobe {
  static final String DRAFT = "/persona/draft";

  private Wardrobe() {}

  /** Patches, or begins a draft; what the server answers. */
  static Answer patches(Person person, Object... fields) {
    return person.post(DRAFT, Body.of(fields)).expect(200).shows("/success", true);
  }

  /** A new draft that can be published. */
  static String draft(Person person, String name) {
    return patches(
            person, "name", name, "instructions", "You are " + name + ".", "examples", List.of())
        .text("/draft_id");
  }

  /** A draft's reviewers set. */
  static void reviewed(Person owner, String draft, String... users) {
    patches(
        owner,
        "draft_id",
        draft,
        "reviewers",
        List.of(users).stream().map(user -> (Json) Body.of("id", user, "type", "user")).toList());
  }

  /** A proposal for a draft; its key. */
  static String proposes(Person person, String draft, Object... fields) {
    JsonObject body = Body.of(fields).with("soft", Json.of(true)).with("draft_id", Json.of(draft));
    return person.post(DRAFT, body).expect(200).text("/idempotency_key");
  }

  static Call decides(Person person, String proposal, boolean accept) {
    return person.post(DRAFT, Body.of("idempotency_key", proposal, "accept", accept));
  }

  static Call saves(Person person, String draft) {
    return person.post("/persona/save", Body.of("draft_id", draft));
  }

  /** A published persona. */
  static String published(Person person, String name) {
    return saves(person, draft(person, name)).expect(201).text("/id");
  }

  static String edits(Person person, String persona) {
    return person.post("/persona/edit", Body.of("id", persona)).send().text("/draft_id");
  }

  static Answer shown(Person person, String draft) {
    return person.post("/persona/get", Body.of("draft_id", draft)).expect(200);
  }

  static Answer live(Person person, String persona) {
    return person.post("/persona/get", Body.of("id", persona)).expect(200);
  }

  /** A resource that an admin has made. */
  static String resource(Tenant tenant, String kind, Object... fields) {
    return tenant
        .user("root")
        .tenantAdmin()
        .post("/persona/resources/" + kind, Body.of(fields))
        .expect(201)
        .text("/id");
  }

  static List<String> listed(Person person, String kind) {
    return person.get("/persona/resources/" + kind).expect(200).texts("/items", "id");
  }

  /** An answer that comes after a while, as events do. */
  static Answer eventually(Supplier<Answer> asks, Predicate<Answer> fits) {
    Answer answer = asks.get();
    for (int i = 0; i < 1_200 && !fits.test(answer); i++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
      answer = asks.get();
    }
    return answer;
  }
}
