package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.assistant.ClearParts;
import dev.galley.domain.attached.Blob;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files: uploaded, read whole and in ranges, renamed and removed, on live and on drafts. */
interface FilesHttpContract extends HttpContract {
  String BOUNDARY = "----galley";

  private static Call upload(Person person, String path, String name, byte[] bytes) {
    return form(
        person,
        path,
        part("file\"; filename=\"" + name, "text/plain", bytes),
        "--" + BOUNDARY + "--\r\n");
  }

  private static byte[] part(String disposition, String type, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        Person.utf8(
            "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + disposition
                + "\"\r\nContent-Type: "
                + type
                + "\r\n\r\n"));
    out.writeBytes(bytes);
    out.writeBytes(Person.utf8("\r\n"));
    return out.toByteArray();
  }

  private static Call form(Person person, String path, byte[] parts, String end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(parts);
    out.writeBytes(Person.utf8(end));
    return person
        .call("POST", path + "/files")
        .body(BodyPublishers.ofByteArray(out.toByteArray()))
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
  }

  private static byte[] letters(int size) {
    byte[] bytes = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(26));
    }
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  default void aFileComesBackAsItWasSent() throws Exception {
    Person alice = alice();
    String path = alice.has("A");
    for (int size : List.of(0, 1, Blob.CHUNK - 1, Blob.CHUNK, Blob.CHUNK + 1, 5 * Blob.CHUNK + 7)) {
      byte[] bytes = letters(size);
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

      Answer added =
          upload(alice, path, "price list.txt", bytes)
              .expect(201)
              .shows(
                  "/name",
                  "price list.txt",
                  "/mediaType",
                  "text/plain",
                  "/size",
                  size,
                  "/sha256",
                  sha256);
      assertThat(alice.get(added.header("Location")).expect(200).object())
          .isEqualTo(added.object());
      Answer contents = alice.get(added.link("inf:contents")).expect(200);
      assertThat(contents.body()).isEqualTo(text(bytes));
      assertThat(contents.header("Content-Length")).isEqualTo(Integer.toString(size));
      assertThat(contents.header("Content-Type")).isEqualTo("text/plain");
      assertThat(contents.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"price list.txt\"; filename*=UTF-8''price%20list.txt");
      assertThat(contents.header("Content-Security-Policy"))
          .isEqualTo("sandbox; default-src 'none'");
      assertThat(contents.header("Cache-Control")).isEqualTo("private, no-cache");
      assertThat(contents.header("Expires")).isEmpty();
      assertThat(contents.etag()).isEqualTo('"' + sha256 + '"');
      alice.get(added.link("inf:contents")).ifNoneMatch(contents.etag()).expect(304);
    }
    assertThat(alice.get(path + "/files").expect(200).items("")).hasSize(6);
  }

  @Test
  default void rangesAreTheBytesThatWereAskedFor() {
    Person alice = alice();
    String path = alice.has("A");
    int size = 2 * Blob.CHUNK + 100;
    String whole = text(letters(size));
    Answer added = upload(alice, path, "a.txt", letters(size)).expect(201);
    String contents = added.link("inf:contents");
    String tag = alice.get(contents).expect(200).etag();
    int cut = Blob.CHUNK;
    for (int[] range :
        List.of(new int[] {0, 0}, new int[] {cut - 1, cut}, new int[] {5, size - 1})) {
      Answer part =
          alice.get(contents).header("Range", "bytes=" + range[0] + "-" + range[1]).expect(206);
      assertThat(part.body()).isEqualTo(whole.substring(range[0], range[1] + 1));
      assertThat(part.header("Content-Range"))
          .isEqualTo("bytes " + range[0] + "-" + range[1] + "/" + size);
    }
    assertThat(alice.get(contents).header("Range", "bytes=-9").expect(206).body())
        .isEqualTo(whole.substring(size - 9));
    assertThat(alice.get(contents).header("Range", "bytes=" + (size - 5) + "-").expect(206).body())
        .isEqualTo(whole.substring(size - 5));
    assertThat(
            alice
                .get(contents)
                .header("Range", "bytes=" + size + "-")
                .refused(416, "range-not-satisfiable")
                .header("Content-Range"))
        .isEqualTo("bytes */" + size);
    alice.get(contents).header("Range", "bytes=0-1,4-5").expect(200);
    alice.get(contents).header("Range", "bytes=0-1").header("If-Range", "\"other\"").expect(200);
    alice.get(contents).header("Range", "bytes=0-1").header("If-Range", tag).expect(206);
    alice.call("HEAD", contents).expect(200);
  }

  @Test
  default void whatIsNoUploadOfOneFileIsRefused() {
    Person alice = alice();
    String path = alice.has("A");
    String end = "--" + BOUNDARY + "--\r\n";
    byte[] file = part("file\"; filename=\"a.txt", "text/plain", letters(5));

    alice.post(path + "/files", Body.of("name", "x")).refused(415, "unsupported-media-type");
    form(alice, path, part("upload\"; filename=\"a", "text/plain", letters(5)), end)
        .invalid("/upload");
    form(alice, path, part("file", "text/plain", letters(5)), end).invalid("/file");
    form(alice, path, part("file\"; filename=\"..", "text/plain", letters(5)), end)
        .invalid("/file");
    form(alice, path, part("file\"; filename=\"a", "nonsense", letters(5)), end).invalid("/file");
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(file);
    two.writeBytes(part("note", "text/plain", letters(5)));
    form(alice, path, two.toByteArray(), end).invalid("");
    form(alice, path, new byte[0], end).send().is(400);
    form(alice, path, file, "").send().is(400);
    upload(alice, path, "large.bin", new byte[(20 << 20) + 1]).invalid("/file");
    assertThat(alice.get(path + "/files").expect(200).items("")).isEmpty();
    alice.get(path).expect(200).shows("/revision", 1);
    upload(alice, path, "C:\\\\docs\\\\a.txt", letters(5)).expect(201).shows("/name", "a.txt");
  }

  @Test
  default void aFileIsRenamedAndRemovedAndItsIdStays() {
    Person alice = alice();
    String path = alice.has("A");
    Answer added = upload(alice, path, "a.txt", letters(5)).expect(201);
    String file = added.header("Location");

    alice.put(file, Body.of("name", "b.txt")).ifMatch(added.etag()).expect(200);
    alice.put(file, Body.of("name", "c/d")).invalid("/name");
    alice
        .put(file, Body.of("mediaType", "text/html", "size", 6, "sha256", "x"))
        .invalid("/mediaType", "/size", "/sha256");
    alice.put(file, alice.get(file).expect(200).object()).expect(200);
    alice.put(file, Body.of("name", "c")).ifMatch(added.etag()).refused(412, "precondition-failed");
    String draft = "/api/assistants/" + alice.post(path + "/_edit").expect(201).text("/id");
    alice.delete(draft + "/files/" + added.text("/id")).expect(204);
    Answer other = upload(alice, draft, "n.txt", letters(7)).expect(201);
    alice.get(file).expect(200).shows("/name", "b.txt");
    alice.get(path + "/files/" + other.text("/id")).refused(404, "not-found");
    alice.post(path + "/draft/_commit").expect(200);
    alice.get(file).refused(404, "not-found");
    assertThat(alice.get(path + "/files/" + other.text("/id") + "/contents").expect(200).body())
        .isEqualTo(text(letters(7)));

    alice.post(path + "/revisions/3/_restore").expect(201);
    alice.post(path + "/draft/_commit").expect(200);
    assertThat(alice.get(file + "/contents").expect(200).body()).isEqualTo(text(letters(5)));
  }

  @Test
  default void whoMayReadTheAssistantReadsItsFilesAndNobodyElse() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice");
    String path = alice.has("A");
    String file = upload(alice, path, "a.txt", letters(5)).expect(201).header("Location");
    Person bob = tenant.user("bob");

    bob.get(file + "/contents").refused(404, "not-found");
    upload(bob, path, "b.txt", letters(5)).refused(404, "not-found");
    alice.put(path, Body.of("shared", true)).expect(200);
    bob.get(file + "/contents").expect(200);
    upload(bob, path, "b.txt", letters(5)).refused(403, "forbidden");
    bob.delete(file).refused(403, "forbidden");
    tenant().user("alice").get(file + "/contents").refused(404, "not-found");
  }

  @Test
  default void anUploadWithAKeyHappensOnce() {
    Person alice = alice();
    String path = alice.has("A");
    String key = UUID.randomUUID().toString();

    Answer first =
        upload(alice, path, "a.txt", letters(9_000_000)).header("Idempotency-Key", key).expect(201);
    Answer again =
        upload(alice, path, "a.txt", letters(9_000_000)).header("Idempotency-Key", key).expect(201);
    assertThat(again.text("/id")).isEqualTo(first.text("/id"));
    upload(alice, path, "a.txt", letters(5))
        .header("Idempotency-Key", key)
        .refused(422, "key-reused");
    byte[] other = letters(9_000_000);
    other[8_999_999]++;
    upload(alice, path, "a.txt", other).header("Idempotency-Key", key).refused(422, "key-reused");
    assertThat(alice.get(path + "/files").expect(200).items("")).hasSize(1);
  }

  @Test
  default void theSweepTakesNoFileThatIsUsed() {
    Person alice = alice();
    String path = alice.has("A");
    Answer added = upload(alice, path, "a.txt", letters(5)).expect(201);
    galley().context().getBean(ClearParts.class).handle();
    alice.get(added.link("inf:contents")).expect(200);
  }
}
