package dev.galley.bootstrap.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server that knows as much of assistants as the commands need: create, read, and the way of a
 * draft; what lies below an assistant is what a test has put there. It does what a test tells it to
 * do wrong.
 */
final class FakeGalley implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /** Live assistants and drafts by natural id; a draft's ends in {@code -draft}. */
  final Map<String, JsonObject> assistants = new TreeMap<>();

  /** What was asked for, as method and path. */
  final List<String> requests = new ArrayList<>();

  /** What is read below assistants, by media type, path and query. */
  final Map<String, Json> readings = new TreeMap<>();

  final List<String> comments = new ArrayList<>();

  /** Answers in place of the server, once for each status in it, to requests that fit. */
  final List<Integer> disturbances = new ArrayList<>();

  Predicate<String> disturbed = request -> true;

  /** Somebody publishes another revision just before the commit. */
  boolean liveMovesBeforeCommit;

  FakeGalley() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized JsonObject live(String naturalId) {
    JsonObject found = assistants.get(naturalId);
    if (found == null) {
      throw new AssertionError(naturalId + " is not there: " + assistants.keySet());
    }
    return found;
  }

  /** Puts an assistant in place. */
  synchronized void have(String owner, String slug, JsonObject fields) {
    assistants.put(
        owner + ':' + slug,
        JsonObject.builder()
            .putAll(fields)
            .put("id", "id-of-" + slug)
            .put("naturalId", owner + ':' + slug)
            .put("revision", 1)
            .build());
  }

  /** Opens a draft of somebody's. */
  synchronized void haveDraft(String naturalId, String user, JsonObject changes) {
    JsonObject live = live(naturalId);
    assistants.put(
        naturalId + "-draft",
        JsonObject.builder()
            .putAll(live)
            .putAll(changes)
            .put("id", "draft-of-" + live.text("id").orElseThrow())
            .put("base", live.get("revision").orElseThrow())
            .put("createdBy", user)
            .put("updatedBy", user)
            .build());
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String request = exchange.getRequestMethod() + " " + uri.getPath();
    byte[] sent = exchange.getRequestBody().readAllBytes();
    Json body = sent.length == 0 ? JsonNull.NULL : JsonReader.read(sent, 64);
    Reply reply;
    synchronized (this) {
      requests.add(request);
      reply =
          !disturbances.isEmpty() && disturbed.test(request)
              ? disturb(disturbances.removeFirst())
              : answer(exchange, uri, body);
    }
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    byte[] bytes = CanonicalJson.bytes(reply.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (reply.tag() != null) {
      exchange.getResponseHeaders().set("ETag", reply.tag());
    }
    boolean empty = reply.status() == 204;
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : bytes.length);
    if (!empty) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** What is answered; status 0 hangs up. */
  private record Reply(int status, Json body, @Nullable String tag) {}

  private static Reply disturb(int status) {
    return status == 0
        ? new Reply(0, JsonNull.NULL, null)
        : problem(status, "busy", "Come back later.");
  }

  private static Reply problem(int status, String code, String detail) {
    return new Reply(
        status,
        JsonObject.builder().put("status", status).put("code", code).put("detail", detail).build(),
        null);
  }

  private static Reply shown(int status, JsonObject assistant) {
    return new Reply(status, assistant, tag(assistant));
  }

  private static String tag(JsonObject assistant) {
    return '"' + Integer.toHexString(CanonicalJson.write(assistant).hashCode()) + '"';
  }

  private Reply answer(HttpExchange exchange, URI uri, Json body) {
    String method = exchange.getRequestMethod();
    String rest = uri.getPath().substring("/api/assistants".length());
    if (!exchange.getRequestHeaders().getFirst("Authorization").endsWith("good")) {
      return problem(401, "unauthenticated", "This token is not accepted.");
    }
    if (rest.isEmpty()) {
      return method.equals("POST")
          ? create((JsonObject) body)
          : new Reply(200, JsonObject.EMPTY, null);
    }
    String reading =
        exchange.getRequestHeaders().getFirst("Accept") + " " + rest + "?" + uri.getRawQuery();
    Json read = readings.get(reading);
    if (read != null) {
      return new Reply(200, read, null);
    }
    String[] steps = rest.substring(1).split("/", -1);
    String name = name(steps[0]);
    JsonObject found = assistants.get(name);
    if (found == null) {
      return problem(404, "not-found", "There is no such assistant.");
    }
    @Nullable String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    String action = method + rest.substring(1 + steps[0].length());
    return switch (action) {
      case "GET" -> shown(200, found);
      case "PUT" -> put(name, found, (JsonObject) body, ifMatch);
      case "POST/_edit" -> edit(name);
      case "POST/draft/_commit" -> commit(name, (JsonObject) body, ifMatch);
      case "DELETE/draft" -> discard(name, ifMatch);
      default -> problem(405, "method-not-allowed", action);
    };
  }

  private String name(String id) {
    return assistants.entrySet().stream()
        .filter(entry -> entry.getValue().text("id").filter(id::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(id);
  }

  private Reply create(JsonObject body) {
    String slug = body.text("slug").orElseThrow();
    String owner = body.text("ownerId").orElseThrow();
    if (assistants.containsKey(owner + ':' + slug)) {
      return problem(409, "slug-taken", "The slug is taken.");
    }
    if (body.text("name").orElseThrow().length() > 200) {
      return new Reply(
          400,
          JsonObject.builder()
              .put("status", 400)
              .put("code", "invalid-request")
              .put("detail", "One place of the request breaks a rule.")
              .put(
                  "errors",
                  JsonArray.of(
                      JsonObject.builder()
                          .put("pointer", "/name")
                          .put("detail", "must be at most 200 characters")
                          .build()))
              .build(),
          null);
    }
    have(owner, slug, body.without("slug"));
    return shown(201, live(owner + ':' + slug));
  }

  private Reply edit(String name) {
    JsonObject existing = assistants.get(name + "-draft");
    if (existing != null) {
      return shown(200, existing);
    }
    haveDraft(name, "alice", JsonObject.EMPTY);
    return shown(201, live(name + "-draft"));
  }

  private Reply put(String name, JsonObject found, JsonObject body, @Nullable String ifMatch) {
    if (!tag(found).equals(ifMatch)) {
      return problem(412, "precondition-failed", "It has changed.");
    }
    JsonObject next = JsonObject.builder().putAll(found).putAll(body).build();
    assistants.put(name, next);
    return shown(200, next);
  }

  private Reply commit(String name, JsonObject body, @Nullable String ifMatch) {
    JsonObject draft = live(name + "-draft");
    if (!tag(draft).equals(ifMatch)) {
      return problem(412, "precondition-failed", "It has changed.");
    }
    if (liveMovesBeforeCommit) {
      return problem(409, "live-changed", "Live is at revision 2.");
    }
    comments.add(body.text("comment").orElse(""));
    JsonObject live =
        draft
            .without("base")
            .with("id", live(name).get("id").orElseThrow())
            .with("revision", Json.of(2));
    assistants.put(name, live);
    assistants.remove(name + "-draft");
    return shown(200, live);
  }

  private Reply discard(String name, @Nullable String ifMatch) {
    if (!tag(live(name + "-draft")).equals(ifMatch)) {
      return problem(412, "precondition-failed", "It has changed.");
    }
    assistants.remove(name + "-draft");
    return new Reply(204, JsonNull.NULL, null);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
