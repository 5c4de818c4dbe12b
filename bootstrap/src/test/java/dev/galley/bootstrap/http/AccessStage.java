package dev.galley.bootstrap.http;

import dev.galley.bootstrap.http.AccessTable.Actor;
import dev.galley.bootstrap.http.AccessTable.Child;
import dev.galley.bootstrap.http.AccessTable.Row;
import dev.galley.domain.access.Caller;
import dev.galley.domain.token.Grant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant in which there is one of everything, and those who call: a private assistant, and one
 * that is open to all, each with a draft, a discarded one, revisions and children; an agent with
 * working copies; API tokens.
 */
final class AccessStage {
  /** An id that leads to nothing. */
  static final String ABSENT = "01900000-0000-7000-8000-000000000000";

  /** Before the name of a variable that has another value for a draft. */
  private static final String OF_DRAFT = "draft/";

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");

  private final Map<Actor, Person> people = new EnumMap<>(Actor.class);
  private final Map<String, String> hidden;
  private final Map<String, String> open;
  private final Supplier<String> token;
  private final Supplier<String> chat;

  AccessStage(Galley galley) {
    Tenant tenant = galley.newTenant();
    Tenant.Member alice =
        tenant.user("alice").adminOf("sales").allowed(Grant.CREATE, Caller.READ_EVENTS);
    String runtime = "runtime " + UUID.randomUUID();
    hidden = assistant(alice, Body.of("name", "Hidden", "ownerId", "sales", "token", runtime));
    open = assistant(alice, Body.of("name", "Open", "ownerId", "sales", "shared", true));
    chat =
        () ->
            alice
                .post("/api/chats", Body.of("assistantId", value(hidden, "id")))
                .expect(201)
                .text("/id");
    token = () -> alice.post("/api/tokens", Body.of("name", "One")).expect(201).text("/id");

    Person root = tenant.user("root").tenantAdmin();
    people.put(Actor.NOBODY, galley.nobody());
    people.put(Actor.SEATLESS, alice.tenantAdmin().withoutSeat());
    people.put(Actor.STRANGER, tenant.user("stranger").adminOf("marketing"));
    // The id of the owner, and another kind.
    people.put(Actor.ANYBODY, tenant.user("sales"));
    people.put(Actor.READER, tenant.user("reader").readerOf("sales"));
    people.put(Actor.WRITER, tenant.user("writer").writerOf("sales"));
    people.put(Actor.LEVEL3, alice);
    people.put(Actor.ADMIN, root);
    people.put(Actor.FOREIGN, galley.newTenant().user("alice").adminOf("sales").tenantAdmin());
    people.put(Actor.OPERATOR, tenant.user("op").operator());
    people.put(Actor.READ_ONLY, alice.with("readOnly", true));
    people.put(Actor.BOUND, alice.with("assistantId", value(hidden, "id")));
    people.put(Actor.ELSEWHERE, alice.with("assistantId", value(open, "id")));
    people.put(Actor.RUNTIME, new Person(galley, runtime));

    Map<String, String> shared = new HashMap<>();
    shared.put("seqNo", "1");
    shared.put("number", "1");
    shared.put("revision", "1");
    shared.put("templateId", "web-search");
    shared.put("modelId", "mine");
    shared.put("pluginId", "web-search");
    shared.put("tenant", tenant.name());
    shared.put("agent", agent(tenant, alice, List.of(alice, person(Actor.WRITER), root)));
    shared.put("personaId", Wardrobe.published(alice, "Seen by all"));
    shared.put("editId", Wardrobe.edits(alice, value(shared, "personaId")));
    // Without instructions, so that nobody publishes it.
    shared.put("draftId", Wardrobe.patches(alice, "name", "Private").text("/draft_id"));
    shared.put("kind", "voice");
    shared.put("resourceId", Wardrobe.resource(tenant, "voice", "value", "Warm"));
    shared.put("user", "alice");
    shared.put("code", "no-draft");
    shared.put("file", "dev.galley.assistant.created.v1.json");
    hidden.putAll(shared);
    open.putAll(shared);
  }

  private static Map<String, String> assistant(Person owner, Object body) {
    Map<String, String> places = new HashMap<>();
    Answer created = owner.creates(body);
    String live = created.header("Location");
    for (Child child : AccessTable.CHILDREN) {
      String id = owner.post(live + child.path(), child.body()).expect(201).text(child.pointer());
      places.put(child.variable(), id);
    }
    owner.put(live + "/shares/eve", Body.of("accessLevel", 1)).send();
    places.put("principalId", "eve");
    places.put("commentId", comment(owner, live));
    places.put("fileId", Upload.to(owner, live + "/files").expect(201).text("/id"));
    String old = owner.post(live + "/_edit").expect(201).header("Location");
    owner.put(old, Body.of("welcome", "Given up")).expect(200);
    owner.delete(old).expect(204);
    places.put(
        "discarded",
        owner.get(live + "/discarded").expect(200).text("/_embedded/inf:discarded-draft/0/id"));
    Answer draft = owner.post(live + "/_edit").expect(201);
    owner.put(draft.header("Location"), Body.of("welcome", "Planned")).expect(200);
    places.put(OF_DRAFT + "commentId", comment(owner, draft.header("Location")));
    places.put("id", created.text("/id"));
    places.put("name", created.text("/naturalId"));
    places.put("draft", draft.text("/id"));
    return places;
  }

  private static String comment(Person author, String path) {
    return author.post(path + "/comments", Body.of("message", "m")).expect(201).text("/id");
  }

  private static String agent(Tenant tenant, Person admin, List<Person> editors) {
    Studio studio = Studio.of(tenant, admin);
    studio.give(admin, "reader", "Viewer");
    studio.give(admin, "writer", "Editor");
    studio.mints(admin, "first");
    editors.forEach(editor -> studio.saves(editor, 1, Studio.content("mine")));
    return "helper";
  }

  private Person person(Actor actor) {
    return Objects.requireNonNull(people.get(actor), actor.name());
  }

  /** The assistant before which an actor stands. */
  private Map<String, String> places(Actor actor) {
    return actor == Actor.ANYBODY ? open : hidden;
  }

  private static String value(Map<String, String> places, String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** An actor's call of a thing that is there, live where it is an assistant. */
  Answer call(Row row, Actor actor) {
    return call(row, actor, value(places(actor), "id"));
  }

  /** The same, of the assistant's draft. */
  Answer callOfDraft(Row row, Actor actor) {
    return call(row, actor, value(places(actor), "draft"));
  }

  /** What an assistant and its draft are called. */
  List<String> names(Actor actor) {
    Map<String, String> places = places(actor);
    String name = value(places, "name");
    return List.of(value(places, "id"), value(places, "draft"), name, name + "-draft");
  }

  /** The same, of a thing that nobody has made. */
  Answer callOfNothing(Row row, Actor actor) {
    Map<String, String> nothing = new HashMap<>(places(actor));
    nothing.put("id", ABSENT);
    nothing.put("agent", "nothing");
    for (String variable : List.of("tokenId", "personaId", "draftId", "editId", "resourceId")) {
      nothing.put(variable, ABSENT);
    }
    return send(row, actor, nothing);
  }

  /**
   * An actor's call.
   *
   * @param id of the assistant or draft
   */
  Answer call(Row row, Actor actor, String id) {
    Map<String, String> named = new HashMap<>(places(actor));
    named.put("id", id);
    if (id.equals(named.get("draft")) || id.endsWith("-draft")) {
      named.put("commentId", value(named, OF_DRAFT + "commentId"));
    }
    if (row.path().startsWith("/api/chats/{id}")) {
      // Another one each time, as it may be deleted.
      named.put("id", chat.get());
    }
    if (row.path().contains("{tokenId}")) {
      // Another one each time, as it may be revoked.
      named.put("tokenId", token.get());
    }
    return send(row, actor, named);
  }

  private Answer send(Row row, Actor actor, Map<String, String> named) {
    Call call = person(actor).call(row.method(), filled(row.path() + row.query(), named));
    if (row.body().equals(Upload.TEXT)) {
      call.text(row.body()).header("Content-Type", Upload.TYPE);
    } else if (!row.body().isEmpty()) {
      call.json(filled(row.body(), named));
    }
    if (!row.method().equals("GET")) {
      call.ifMatch(row.path().startsWith("/v1") ? "99" : "\"none\"");
    }
    return call.open();
  }

  private static String filled(String text, Map<String, String> named) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(named.getOrDefault(found.group(1), ABSENT)));
  }
}
