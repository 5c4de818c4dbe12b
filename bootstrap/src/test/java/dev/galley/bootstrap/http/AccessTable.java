package dev.galley.bootstrap.http;

import dev.galley.domain.content.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What everybody gets of every operation.
 *
 * <p><b>A new operation</b> needs one line in {@link #ROWS}: its name as in the API reference, the
 * {@link Kind} that says what each {@link Actor} gets, and what has to be sent so that it gets as
 * far as its rights: a body, a query. A kind that fits but for one actor is mended with {@link
 * Row#but}; one that does not fit is a new line in {@link Kind}. A new thing that belongs to an
 * assistant, and has an id of its own in the path, needs a line in {@link #CHILDREN} too. Other
 * variables of a path get their values in {@link AccessStage}; one that is not known there gets an
 * id that leads to nothing.
 *
 * <p>All calls but GETs carry an If-Match that fits nothing, so that those who are let in change as
 * little as possible, and everybody meets the same.
 */
final class AccessTable {

  /** Who calls. The order is that of the columns in {@link Kind}. */
  enum Actor {
    /** Without a token. */
    NOBODY,
    /** Who may all, and has no seat. */
    SEATLESS,
    /** With the seat, in the same tenant, with no right to the private assistant or the agent. */
    STRANGER,
    /** The same, before an assistant that is open to all. */
    ANYBODY,
    /** A reader of the owning team; a Viewer of the agent. */
    READER,
    /** A writer of the owning team; an Editor of the agent. */
    WRITER,
    /** An admin of the owning team, an Admin of the agent; makes tokens, reads events. */
    LEVEL3,
    /** The tenant's admin. */
    ADMIN,
    /** The admin of another tenant. */
    FOREIGN,
    /** The operator of the server, with the seat in the same tenant. */
    OPERATOR,
    /** A read-only API token of LEVEL3. */
    READ_ONLY,
    /** An API token of LEVEL3 for the private assistant only. */
    BOUND,
    /** An API token of LEVEL3 for another assistant only. */
    ELSEWHERE,
    /** The token of the private assistant. */
    RUNTIME
  }

  /** The kinds of operations, with what each actor gets in the order of the actors. */
  enum Kind {
    /** Open to the world. */
    PUBLIC("++++++++++++++"),
    /** For everyone with the seat. */
    SEAT("1s++++++++rttt"),
    /** Reads what the id means, live or draft; needs level 1, which openness gives on live. */
    READ("1sn+++++nnr+nt"),
    /** The same, and a runtime may too. */
    READ_LIVE("1sn+++++nnr+n+"),
    /** Reads what belongs to the original, whichever id is sent; needs level 1. */
    ORIGINAL("1sn+++++nnr+nt"),
    /** Needs level 1, which openness does not give: drafts, and what is said about them. */
    REVIEW("1snd++++nnr+nt"),
    /** Reads what belongs to the original; needs level 1, which openness does not give. */
    MEMBER("1snf++++nnr+nt"),
    /** Needs level 2, to see what was live or to change a draft; openness shows nothing of it. */
    WRITE_DRAFT("1sndf+++nnr+nt"),
    /** Needs level 2. */
    WRITE("1snff+++nnr+nt"),
    /** Needs level 3. */
    LEVEL3("1snfff++nnr+nt"),
    /** Needs level 3 on what is live, level 2 on a draft. */
    DELETE("1snfff++nnr+nt"),
    /** Needs the permission to read events. */
    EVENTS("1sffff+fffrttt"),
    /** Needs the permission to make tokens. */
    MAKE_TOKEN("1sffff+fffqttt"),
    /** Lists tokens, which admins may too. */
    TOKENS("1sffff+++fqttt"),
    /** One token of LEVEL3. */
    TOKEN("1sffff++nfqttt"),
    /** Begins a chat with an assistant that the caller reads; a runtime may too. */
    BEGIN_CHAT("1sn+++++nnrtt+"),
    /** A chat of LEVEL3's own. */
    CHAT("1snnnn+nnnrttt"),
    /** The same, and the runtime of the assistant reports what it used. */
    REPORT("1snnnn+nnnrtt+"),
    /** For admins of a tenant, in their own. */
    ADMINS("1sfffff++fqttt"),
    /** For operators. */
    OPERATORS("1ffffffff+ffff"),
    /** The agents of a tenant. */
    AGENTS("1s++++++n+rttt"),
    /** Needs the role Viewer. */
    VIEWER("1snn++++nnrttt"),
    /** Needs the role Editor. */
    EDITOR("1snnf+++nnrttt"),
    /** Needs the role Admin. */
    AGENT_ADMIN("1snnff++nnrttt"),
    /** Reads by a POST what everyone with the seat may. */
    PERSONA_READING("1s+++++++++ttt"),
    /** Reads by a POST a persona of LEVEL3's that everybody of the tenant may see. */
    PERSONA("1s++++++n++ttt"),
    /** Needs level 2 or 3 on a persona of LEVEL3's. */
    PERSONA_OWNER("1sffff++nfrttt"),
    /** Reads a private draft of LEVEL3's, which admins may too. */
    PERSONA_DRAFT("1snnnn++nn+ttt"),
    /** Changes a private draft of LEVEL3's, which admins only see. */
    PERSONA_DRAFT_OWNER("1snnnn+fnnrttt"),
    /** A resource that everybody of the tenant sees. */
    PERSONA_RESOURCE("1s++++++n+rttt"),
    /** The same, and changing is for admins. */
    PERSONA_CURATOR("1sfffff+nfqttt");

    private final String signs;

    Kind(String signs) {
      if (signs.length() != Actor.values().length) {
        throw new IllegalArgumentException(name() + ": " + signs.length() + " signs");
      }
      this.signs = signs;
    }

    private char sign(Actor actor) {
      return signs.charAt(List.of(Actor.values()).indexOf(actor));
    }
  }

  /** What an actor gets. */
  enum Cell {
    /** He is let in: it works, or does not for another reason than who he is. */
    LET_IN('+'),
    /** 401. */
    UNKNOWN('1'),
    /** 403, for the seat. */
    NO_SEAT('s'),
    /** 403: he sees the thing and may not do this, or may not do this at all. */
    FORBIDDEN('f'),
    /** 403: his token does not reach this. */
    RESTRICTED('t'),
    /** 404, just as if it were not there. */
    HIDDEN('n'),
    /** 404: what the thing is a part of is there for him, and this is not. */
    ABSENT('a'),
    /** 403, or 404 as if there were no draft. */
    NO_DRAFT('d');

    private final char sign;

    Cell(char sign) {
      this.sign = sign;
    }

    private static Cell of(char sign, boolean reading) {
      return switch (sign) {
        // Only reads, and may do so here; or only reads, and may not even do that here.
        case 'r' -> reading ? LET_IN : RESTRICTED;
        case 'q' -> reading ? FORBIDDEN : RESTRICTED;
        default -> {
          for (Cell cell : values()) {
            if (cell.sign == sign) {
              yield cell;
            }
          }
          throw new IllegalArgumentException("sign: " + sign);
        }
      };
    }
  }

  /**
   * An operation.
   *
   * @param query with its question mark; may hold variables as the path does
   * @param body JSON, empty for none; may hold variables too
   * @param others what actors get who are not as their kind says
   */
  record Row(
      String method, String path, Kind kind, String query, String body, Map<Actor, Cell> others) {

    Row {
      Objects.requireNonNull(kind, "kind");
      others = Map.copyOf(others);
    }

    /** With this body. */
    Row sends(Object json) {
      String text = CanonicalJson.writeInOrder(Body.json(json));
      return new Row(method, path, kind, query, text, others);
    }

    /** With a small file as a form. */
    Row uploads() {
      return new Row(method, path, kind, query, Upload.TEXT, others);
    }

    /** With this query, which begins with a question mark. */
    Row asks(String other) {
      return new Row(method, path, kind, other, body, others);
    }

    /** But this actor gets something else. */
    Row but(Actor actor, Cell cell) {
      Map<Actor, Cell> more = new LinkedHashMap<>(others);
      more.put(actor, cell);
      return new Row(method, path, kind, query, body, more);
    }

    String name() {
      return method + ' ' + path;
    }

    /** Whether it is about one assistant, live or draft. */
    boolean ofAssistant() {
      return path.startsWith("/api/assistants/{id}");
    }

    Cell cell(Actor actor) {
      return others.getOrDefault(actor, usual(kind, actor));
    }

    private Cell usual(Kind usual, Actor actor) {
      return Cell.of(usual.sign(actor), method.equals("GET"));
    }

    /** What he gets when the id is that of the draft. */
    Cell cellOfDraft(Actor actor) {
      Cell cell = kind == Kind.DELETE ? usual(Kind.WRITE, actor) : cell(actor);
      boolean seesLiveOnly = actor == Actor.ANYBODY || actor == Actor.RUNTIME;
      boolean seen = cell == Cell.LET_IN || cell == Cell.FORBIDDEN;
      return seesLiveOnly && seen && kind != Kind.ORIGINAL ? Cell.NO_DRAFT : cell;
    }
  }

  /**
   * A thing that belongs to an assistant, of which the stage makes one.
   *
   * @param variable which variable of paths is its id
   * @param path where it is made, behind the path of the assistant
   * @param pointer where the answer shows the id
   */
  record Child(String variable, String path, Object body, String pointer) {}

  static final List<Child> CHILDREN =
      List.of(
          new Child("skillId", "/skills", Body.of("type", "web-search"), "/id"),
          new Child("datasetId", "/datasets", Body.of("datasetId", "deals"), "/id"),
          new Child(
              "targetId", "/references", Body.of("targetId", "page", "targetType", "page"), "/id"),
          new Child("secretId", "/secrets", Body.of("name", "k", "value", "v"), "/id"));

  private static final String ONE = "/api/assistants/{id}";
  private static final String AGENTS = "/v1/tenants/{tenant}/agents";
  private static final String AGENT = AGENTS + "/{agent}";
  private static final String COPY = AGENT + "/revisions/{revision}/draft";

  static final List<Row> ROWS = rows();

  private AccessTable() {}

  private static Row row(String name, Kind kind) {
    int space = name.indexOf(' ');
    return new Row(name.substring(0, space), name.substring(space + 1), kind, "", "", Map.of());
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(assistants());
    rows.addAll(ofTheTenant());
    rows.addAll(agents());
    rows.addAll(personas());
    rows.addAll(ofTheServer());
    return List.copyOf(rows);
  }

  private static List<Row> assistants() {
    return List.of(
        row("GET " + ONE, Kind.READ_LIVE),
        row("PUT " + ONE, Kind.WRITE).sends(Body.of("welcome", "x")),
        row("DELETE " + ONE, Kind.DELETE),
        row("POST " + ONE + "/_edit", Kind.WRITE),
        row("GET " + ONE + "/draft", Kind.REVIEW),
        row("DELETE " + ONE + "/draft", Kind.WRITE_DRAFT),
        row("POST " + ONE + "/draft/_commit", Kind.WRITE_DRAFT),
        row("POST " + ONE + "/draft/_check", Kind.REVIEW).but(Actor.READ_ONLY, Cell.LET_IN),
        row("POST " + ONE + "/draft/_rebase", Kind.WRITE_DRAFT).sends(Body.of()),
        row("POST " + ONE + "/draft/_undo", Kind.WRITE_DRAFT),
        row("POST " + ONE + "/draft/_redo", Kind.WRITE_DRAFT),
        row("GET " + ONE + "/draft/history", Kind.REVIEW),
        row("GET " + ONE + "/draft/history/{seqNo}", Kind.REVIEW),
        row("PUT " + ONE + "/draft/history/{seqNo}", Kind.WRITE_DRAFT)
            .sends(Body.of("pinned", true)),
        row("GET " + ONE + "/discarded", Kind.WRITE_DRAFT),
        row("POST " + ONE + "/_restore", Kind.WRITE_DRAFT).asks("?discarded={discarded}"),
        row("GET " + ONE + "/_compare", Kind.REVIEW),
        row("GET " + ONE + "/revisions", Kind.WRITE_DRAFT),
        row("GET " + ONE + "/revisions/_verify", Kind.WRITE_DRAFT),
        row("GET " + ONE + "/revisions/{number}", Kind.WRITE_DRAFT),
        row("POST " + ONE + "/revisions/{number}/_restore", Kind.WRITE_DRAFT),
        row("GET " + ONE + "/skills", Kind.READ_LIVE),
        row("POST " + ONE + "/skills", Kind.WRITE).sends(Body.of("type", "web-search")),
        row("PUT " + ONE + "/skills", Kind.WRITE).sends(List.of("{skillId}")),
        row("GET " + ONE + "/skills/{skillId}", Kind.READ_LIVE),
        row("PUT " + ONE + "/skills/{skillId}", Kind.WRITE).sends(Body.of("name", "x")),
        row("DELETE " + ONE + "/skills/{skillId}", Kind.WRITE),
        row("GET " + ONE + "/skills/{skillId}/driver", Kind.READ_LIVE),
        row("GET " + ONE + "/datasets", Kind.READ),
        row("POST " + ONE + "/datasets", Kind.WRITE).sends(Body.of("datasetId", "more")),
        row("GET " + ONE + "/datasets/{datasetId}", Kind.READ),
        row("PUT " + ONE + "/datasets/{datasetId}", Kind.WRITE).sends(Body.of()),
        row("DELETE " + ONE + "/datasets/{datasetId}", Kind.WRITE),
        row("GET " + ONE + "/references", Kind.READ),
        row("POST " + ONE + "/references", Kind.WRITE)
            .sends(Body.of("targetId", "more", "targetType", "page")),
        row("GET " + ONE + "/references/{targetId}", Kind.READ),
        row("PUT " + ONE + "/references/{targetId}", Kind.WRITE).sends(Body.of()),
        row("DELETE " + ONE + "/references/{targetId}", Kind.WRITE),
        row("GET " + ONE + "/secrets", Kind.WRITE),
        row("POST " + ONE + "/secrets", Kind.WRITE).sends(Body.of("name", "more", "value", "v")),
        row("GET " + ONE + "/secrets/{secretId}", Kind.WRITE),
        row("PUT " + ONE + "/secrets/{secretId}", Kind.WRITE).sends(Body.of("value", "w")),
        row("DELETE " + ONE + "/secrets/{secretId}", Kind.WRITE),
        row("GET " + ONE + "/files", Kind.READ),
        row("POST " + ONE + "/files", Kind.WRITE).uploads(),
        row("GET " + ONE + "/files/{fileId}", Kind.READ),
        row("PUT " + ONE + "/files/{fileId}", Kind.WRITE).sends(Body.of("name", "x")),
        row("DELETE " + ONE + "/files/{fileId}", Kind.WRITE),
        row("GET " + ONE + "/files/{fileId}/contents", Kind.READ_LIVE),
        row("GET " + ONE + "/shares", Kind.MEMBER),
        row("GET " + ONE + "/shares/{principalId}", Kind.MEMBER)
            // They see the entries that give themselves access.
            .but(Actor.READER, Cell.ABSENT)
            .but(Actor.WRITER, Cell.ABSENT),
        row("PUT " + ONE + "/shares/{principalId}", Kind.LEVEL3)
            .sends(Body.of("accessLevel", 1, "principalType", "user")),
        row("DELETE " + ONE + "/shares/{principalId}", Kind.LEVEL3),
        row("GET " + ONE + "/owner", Kind.READ),
        row("PUT " + ONE + "/owner", Kind.LEVEL3).sends(Body.of("ownerId", "other")),
        row("GET " + ONE + "/favorite", Kind.READ),
        row("PUT " + ONE + "/favorite", Kind.READ),
        row("DELETE " + ONE + "/favorite", Kind.READ),
        row("GET " + ONE + "/comments", Kind.REVIEW),
        row("POST " + ONE + "/comments", Kind.REVIEW).sends(Body.of("message", "x")),
        row("GET " + ONE + "/comments/{commentId}", Kind.REVIEW),
        row("PUT " + ONE + "/comments/{commentId}", Kind.LEVEL3)
            .sends(Body.of("message", "y"))
            // It is not his.
            .but(Actor.ADMIN, Cell.FORBIDDEN),
        row("DELETE " + ONE + "/comments/{commentId}", Kind.LEVEL3),
        row("GET " + ONE + "/audit", Kind.LEVEL3),
        row("GET " + ONE + "/usage", Kind.MEMBER),
        row("GET " + ONE + "/draft/_subscribe", Kind.REVIEW),
        row("GET " + ONE + "/tags", Kind.READ),
        row("PUT " + ONE + "/tags", Kind.WRITE).sends(List.of("x")));
  }

  private static List<Row> ofTheTenant() {
    return List.of(
        row("GET /api/assistants", Kind.SEAT),
        row("POST /api/assistants", Kind.SEAT).sends(Body.of("name", "Another")),
        row("GET /api/assistants-list", Kind.SEAT),
        row("GET /api/drafts", Kind.SEAT),
        row("GET /api/assistant-tags", Kind.SEAT),
        row("GET /api/assistant-skill-templates", Kind.SEAT),
        row("GET /api/assistant-skill-templates/{templateId}", Kind.SEAT),
        row("GET /api/models", Kind.SEAT),
        row("PUT /api/models/{modelId}", Kind.ADMINS).sends(Body.of("name", "M", "tier", "x")),
        row("GET /api/events", Kind.EVENTS),
        row("GET /api/chats", Kind.SEAT),
        row("POST /api/chats", Kind.BEGIN_CHAT).sends(Body.of("assistantId", "{id}")),
        row("GET /api/chats/{id}", Kind.CHAT),
        row("DELETE /api/chats/{id}", Kind.CHAT),
        row("POST /api/chats/{id}/messages", Kind.REPORT).sends(Body.of("cost", 1)),
        row("GET /api/tokens", Kind.TOKENS),
        row("POST /api/tokens", Kind.MAKE_TOKEN).sends(Body.of("name", "x")),
        row("GET /api/tokens/{tokenId}", Kind.TOKEN),
        row("DELETE /api/tokens/{tokenId}", Kind.TOKEN));
  }

  private static List<Row> agents() {
    return List.of(
        row("GET " + AGENTS, Kind.AGENTS),
        row("POST " + AGENTS, Kind.AGENTS).sends(Body.of("id", "another")),
        row("GET " + AGENT, Kind.VIEWER),
        row("PATCH " + AGENT, Kind.AGENT_ADMIN).sends(Body.of("displayName", "H")),
        row("DELETE " + AGENT, Kind.AGENT_ADMIN),
        row("GET " + AGENT + "/members", Kind.VIEWER),
        row("PUT " + AGENT + "/members/{user}", Kind.AGENT_ADMIN).sends(Body.of("role", "Viewer")),
        row("DELETE " + AGENT + "/members/{user}", Kind.AGENT_ADMIN),
        row("GET " + AGENT + "/drafts", Kind.EDITOR),
        row("GET " + AGENT + "/_compare", Kind.VIEWER).asks("?from=revision:0&to=revision:1"),
        row("GET " + AGENT + "/revisions", Kind.VIEWER),
        row("POST " + AGENT + "/revisions", Kind.EDITOR).sends(Studio.content("x")),
        row("GET " + AGENT + "/revisions/deploys", Kind.VIEWER),
        row("GET " + AGENT + "/revisions/_verify", Kind.VIEWER),
        row("GET " + AGENT + "/revisions/{number}", Kind.VIEWER),
        row("POST " + AGENT + "/revisions/{number}:deploy", Kind.AGENT_ADMIN),
        row("GET " + COPY, Kind.EDITOR),
        row("PUT " + COPY, Kind.EDITOR).sends(Studio.content("y")),
        row("DELETE " + COPY, Kind.EDITOR),
        row("POST " + COPY + ":undo", Kind.EDITOR),
        row("POST " + COPY + ":redo", Kind.EDITOR),
        row("POST " + COPY + ":restore", Kind.EDITOR).sends(Body.of("seqNo", 1)),
        row("POST " + COPY + ":reset", Kind.EDITOR),
        row("POST " + COPY + ":validate", Kind.EDITOR).but(Actor.READ_ONLY, Cell.LET_IN),
        row("POST " + COPY + ":commit", Kind.EDITOR),
        row("POST " + COPY + ":rebase", Kind.EDITOR),
        row("GET " + COPY + ":compare", Kind.EDITOR),
        row("GET " + COPY + ":subscribe", Kind.EDITOR),
        row("GET " + COPY + "/history", Kind.EDITOR),
        row("GET " + COPY + "/history/{seqNo}", Kind.EDITOR),
        row("PATCH " + COPY + "/history/{seqNo}", Kind.EDITOR).sends(Body.of("pinned", true)));
  }

  private static List<Row> personas() {
    Object persona = Body.of("id", "{personaId}");
    Object draft = Body.of("draft_id", "{draftId}");
    String published = "/persona/published/{personaId}";
    String one = "/persona/drafts/{draftId}";
    String kind = "/persona/resources/{kind}";
    return List.of(
        row("POST /persona/draft", Kind.SEAT).sends(Body.of("name", "Another")),
        row("POST /persona/draft", Kind.PERSONA_DRAFT_OWNER)
            .sends(Body.of("draft_id", "{draftId}", "description", "x")),
        row("POST /persona/drafts", Kind.PERSONA_READING).sends(Body.of()),
        row("POST /persona/get", Kind.PERSONA).sends(persona),
        row("POST /persona/get", Kind.PERSONA_DRAFT).sends(draft),
        row("POST /persona/edit", Kind.PERSONA_OWNER).sends(persona),
        row("POST /persona/save", Kind.PERSONA_DRAFT_OWNER).sends(draft),
        row("POST /persona/search", Kind.PERSONA_READING).sends(Body.of()),
        row("POST /persona/duplicate", Kind.PERSONA_RESOURCE).sends(persona),
        row("POST /persona/delete", Kind.SEAT).sends(Body.of("ids", List.of(AccessStage.ABSENT))),
        row("POST /persona/revisions", Kind.PERSONA_OWNER)
            .sends(persona)
            .but(Actor.READ_ONLY, Cell.LET_IN),
        row("POST /persona/verify", Kind.PERSONA_OWNER)
            .sends(persona)
            .but(Actor.READ_ONLY, Cell.LET_IN),
        row("POST /persona/compare", Kind.PERSONA_OWNER)
            .sends(Body.of("id", "{personaId}", "from", "live", "to", "live"))
            .but(Actor.READ_ONLY, Cell.LET_IN),
        row("POST /persona/rebase", Kind.PERSONA_DRAFT_OWNER)
            .sends(Body.of("draft_id", "{editId}")),
        row("POST /persona/restore", Kind.PERSONA_OWNER)
            .sends(Body.of("id", "{personaId}", "revision", 1)),
        row("GET " + published, Kind.PERSONA),
        row("GET " + published + "/revisions/{number}", Kind.PERSONA),
        row("GET " + one, Kind.PERSONA_DRAFT),
        row("GET " + one + "/ledger", Kind.PERSONA_DRAFT),
        row("GET " + kind, Kind.SEAT),
        row("POST " + kind, Kind.ADMINS).sends(Body.of("value", "Another")),
        row("GET " + kind + "/{resourceId}", Kind.PERSONA_RESOURCE),
        row("PATCH " + kind + "/{resourceId}", Kind.PERSONA_CURATOR).sends(Body.of("order", 1)));
  }

  private static List<Row> ofTheServer() {
    return List.of(
        row("GET /api/admin/outbox", Kind.OPERATORS),
        row("POST /api/admin/outbox/_replay", Kind.OPERATORS)
            .sends(Body.of("tenant", "none", "kind", "assistant", "id", AccessStage.ABSENT))
            // Nothing of that name is parked.
            .but(Actor.OPERATOR, Cell.HIDDEN),
        row("POST /api/admin/keys/_rotate", Kind.OPERATORS),
        row("GET /api/admin/plugins", Kind.OPERATORS),
        row("GET /api/admin/plugins/{pluginId}", Kind.OPERATORS),
        // The server takes none over HTTP, which operators alone are told.
        row("POST /api/admin/plugins", Kind.OPERATORS),
        row("DELETE /api/admin/plugins/{pluginId}", Kind.OPERATORS),
        row("GET /health/liveness", Kind.PUBLIC),
        row("GET /health/readiness", Kind.PUBLIC),
        row("GET /problems", Kind.PUBLIC),
        row("GET /problems/{code}", Kind.PUBLIC),
        row("GET /schemas/{file}", Kind.PUBLIC),
        row("GET /openapi.yaml", Kind.PUBLIC));
  }
}
