package dev.galley.benchmarks;

import dev.galley.domain.content.JsonObject;
import java.io.IOException;

/** What an author does: open a draft, change it, add a skill, commit. */
final class Work {

  private Work() {}

  /** Creates an assistant, and gives its UUID. */
  static String create(Client client, String name) throws IOException, InterruptedException {
    return client
        .post(
            "/api/assistants",
            JsonObject.builder()
                .put("name", name)
                .put("ownerId", "bench")
                .put("ownerType", "team")
                .put("instructions", "You are " + name + ".")
                .build())
        .expect(201)
        .text("id");
  }

  /** The path of an assistant or draft. */
  static String path(String id) {
    return "/api/assistants/" + id;
  }

  static JsonObject instructions(String text) {
    return JsonObject.builder().put("instructions", text).build();
  }

  static JsonObject skill(String name) {
    return JsonObject.builder().put("type", "web-search").put("name", name).build();
  }

  /** The whole cycle; every step is acknowledged before the next begins. */
  static void cycle(Client client, String id, String text)
      throws IOException, InterruptedException {
    String draft = client.post(path(id) + "/_edit").expect(201).text("id");
    client.put(path(draft), instructions(text)).expect(200);
    client.post(path(draft) + "/skills", skill(text)).expect(201);
    client.post(path(id) + "/draft/_commit").expect(200);
  }
}
