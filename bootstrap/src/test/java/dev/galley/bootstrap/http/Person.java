package dev.galley.bootstrap.http;

import dev.galley.domain.content.CanonicalJson;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Somebody who calls the server. */
class Person {
  private final Galley galley;
  private final String token;

  /**
   * @param token sent as Bearer; none when empty
   */
  Person(Galley galley, String token) {
    this.galley = galley;
    this.token = token;
  }

  Call get(String path) {
    return call("GET", path);
  }

  Call delete(String path) {
    return call("DELETE", path);
  }

  /** A POST without a body. */
  Call post(String path) {
    return call("POST", path);
  }

  /** A POST of what {@link Body#json} makes of the members. */
  Call post(String path, Object body) {
    return call("POST", path).json(CanonicalJson.writeInOrder(Body.json(body)));
  }

  Call put(String path, Object body) {
    return call("PUT", path).json(CanonicalJson.writeInOrder(Body.json(body)));
  }

  Call patch(String path, Object body) {
    return call("PATCH", path).json(CanonicalJson.writeInOrder(Body.json(body)));
  }

  /** A request of which only method and path are known yet. */
  Call call(String method, String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(galley.uri(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return new Call(galley.client(), request, method);
  }

  /** Creates an assistant; the answer is the whole representation. */
  Answer creates(Object body) {
    return post("/api/assistants", body).expect(201);
  }

  /** Creates an assistant that has just a name; its path by UUID. */
  String has(String name) {
    return "/api/assistants/" + creates(Body.of("name", name)).text("/id");
  }

  String token() {
    return token;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
