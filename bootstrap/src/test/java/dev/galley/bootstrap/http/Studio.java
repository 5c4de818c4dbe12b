package dev.galley.bootstrap.http;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An agent, and the paths of what belongs to it. */
record Studio(Tenant tenant, String path) {

  /** An agent that somebody has just created. */
  static Studio of(Tenant tenant, Person creator) {
    return of(tenant, creator, "helper");
  }

  static Studio of(Tenant tenant, Person creator, String id) {
    String path = creator.post(agents(tenant), Body.of("id", id)).expect(201).header("Location");
    return new Studio(tenant, path);
  }

  static String agents(Tenant tenant) {
    return "/v1/tenants/" + tenant.name() + "/agents";
  }

  String draft(long base) {
    return path + "/revisions/" + base + "/draft";
  }

  /** Gives a role. */
  void give(Person admin, String user, String role) {
    admin.put(path + "/members/" + user, Body.of("role", role)).expect(200);
  }

  /** A revision of a complete content; its number. */
  long mints(Person editor, String comment, String... steps) {
    return editor
        .post(path + "/revisions", content(comment, steps))
        .expect(201)
        .number("/revision");
  }

  /** The caller's first save on that base; the version as a tag. */
  String saves(Person editor, long base, JsonObject content) {
    return editor.put(draft(base), content).expect(200).etag();
  }

  /** A complete content: an entry, these steps in a row, and an exit. */
  static JsonObject content(String comment, String... steps) {
    List<Json> all = new ArrayList<>();
    List<Json> edges = new ArrayList<>();
    all.add(Body.of("id", "in", "type", "ENTRY_POINT"));
    String last = "in";
    for (String step : steps) {
      all.add(Body.of("id", step, "type", "AGENT", "name", "Step " + step));
      edges.add(Body.of("source", last, "target", step));
      last = step;
    }
    all.add(Body.of("id", "out", "type", "EXIT_POINT"));
    edges.add(Body.of("source", last, "target", "out"));
    return Body.of("comment", comment, "flow", Body.of("steps", all, "edges", edges));
  }

  /** A content that can be saved and not be committed. */
  static JsonObject sketch(String comment) {
    return Body.of("comment", comment);
  }
}
