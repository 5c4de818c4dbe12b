package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that are no good, whatever they were meant for. */
interface BodiesHttpContract extends HttpContract {

  private static Call create(Person person, String json) {
    return person.call("POST", "/api/assistants").json(json);
  }

  @Test
  default void aBodyIsNeeded() {
    create(alice(), "").invalid("");
    create(alice(), "  \n").invalid("");
    alice().post("/api/assistants").invalid("");
  }

  @Test
  default void aBodyHasToBeAnObject() {
    for (String json : List.of("[]", "null", "5", "\"name\"", "true")) {
      create(alice(), json).invalid("");
    }
  }

  @Test
  default void whatIsNoJsonIsRefusedWhereReadingStopped() {
    create(alice(), "{").refused(400, "invalid-request");
    create(alice(), "{\"name\":}").invalid("/name");
    create(alice(), "{\"name\":\"A\",}").refused(400, "invalid-request");
    create(alice(), "{'name':'A'}").refused(400, "invalid-request");
    create(alice(), "{\"name\":\"A\"} {}").invalid("");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":NaN}}").invalid("/data/x");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":01}}").refused(400, "invalid-request");
    create(alice(), "\uFEFF{\"name\":\"A\"}").refused(400, "invalid-request");
  }

  @Test
  default void whatCannotBeKeptIsRefusedAtItsPlace() {
    create(alice(), "{\"name\":\"A\",\"name\":\"B\"}").invalid("/name");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":{\"y\":1,\"y\":1}}}").invalid("/data/x/y");
    create(alice(), "{\"name\":\"a\\ud800b\"}").invalid("/name");
    create(alice(), "{\"name\":\"a\\u0000b\"}").invalid("/name");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":9007199254740993}}").invalid("/data/x");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":1e400}}").invalid("/data/x");
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":[0.1,1.00000000000000000001]}}")
        .invalid("/data/x/1");
  }

  @Test
  default void numbersThatADoubleKeepsComeBackAsTheyAre() {
    Answer created =
        create(
                alice(),
                "{\"name\":\"A\",\"data\":{\"a\":9007199254740991,\"b\":-0.5,\"c\":1e21,\"d\":1.0}}")
            .expect(201);

    assertThat(created.body())
        .contains("\"a\":9007199254740991", "\"b\":-0.5", "\"c\":1e+21", "\"d\":1");
  }

  @Test
  default void bytesThatAreNoUtf8AreRefused() {
    alice()
        .call("POST", "/api/assistants")
        .body(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xC3, '"'}))
        .header("Content-Type", "application/json")
        .invalid("");
  }

  @Test
  default void nestingHasABound() {
    String deep = "[".repeat(62) + "]".repeat(62);
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":" + deep + "}}").expect(201);
    create(alice(), "{\"name\":\"A\",\"data\":{\"x\":[" + deep + "]}}")
        .refused(400, "invalid-request");
    create(alice(), "[".repeat(100_000)).refused(400, "invalid-request");
  }

  @Test
  default void otherTypesThanJsonAreRefused() {
    for (String type :
        List.of("text/plain", "application/xml", "multipart/form-data", "nonsense")) {
      alice()
          .call("POST", "/api/assistants")
          .body(BodyPublishers.ofString("{\"name\":\"A\"}"))
          .header("Content-Type", type)
          .refused(415, "unsupported-media-type");
    }
    alice()
        .call("POST", "/api/assistants")
        .body(BodyPublishers.ofString("{\"name\":\"A\"}"))
        .refused(415, "unsupported-media-type");
    alice()
        .call("POST", "/api/assistants")
        .body(BodyPublishers.ofString("{\"name\":\"A\"}"))
        .header("Content-Type", "application/json; charset=iso-8859-1")
        .refused(415, "unsupported-media-type");
    alice()
        .call("POST", "/api/assistants")
        .body(BodyPublishers.ofString("{\"name\":\"A\"}"))
        .header("Content-Type", "application/vnd.custom+json; charset=UTF-8")
        .expect(201);
  }

  @Test
  default void aBodyBeyondEightMebibytesIsRefused() {
    String json = "{\"name\":\"A\",\"description\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}";
    create(alice(), json).refused(400, "body-too-large").namesPointers("");
    alice()
        .call("POST", "/api/assistants")
        .header("Content-Type", "application/json")
        .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Person.utf8(json))))
        .refused(400, "body-too-large");
  }

  @Test
  default void aCompressedBodyIsMeasuredUnpacked() throws IOException {
    alice()
        .call("POST", "/api/assistants")
        .header("Content-Type", "application/json")
        .header("Content-Encoding", "gzip")
        .body(BodyPublishers.ofByteArray(zipped("{\"name\":\"Zipped\"}")))
        .expect(201)
        .shows("/name", "Zipped");
    alice()
        .call("POST", "/api/assistants")
        .header("Content-Type", "application/json")
        .header("Content-Encoding", "gzip")
        .body(BodyPublishers.ofByteArray(zipped("x".repeat(30_000_000))))
        .refused(400, "body-too-large");
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(Person.utf8(text));
    }
    return out.toByteArray();
  }

  @Test
  default void credentialsAreJudgedBeforeTheBody() {
    String json = "{\"name\":\"A\",\"description\":\"" + "x".repeat(100_000) + "\"}";
    galley().nobody().call("POST", "/api/assistants").json(json).refused(401, "unauthenticated");
    create(alice().withoutSeat(), json).refused(403, "ai-seat-required");
  }
}
