package dev.galley.benchmarks;

import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.JsonString;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Files up and down through a server with a small heap: what comes back is what was sent, also
 * after {@code kill -9}, and the server never runs short of memory.
 */
final class FilesProof {
  private static final String BOUNDARY = "galley-files";

  private FilesProof() {}

  static boolean run(Path dataDirectory, int mebibytes, int rounds, String heap) throws Exception {
    long size = (long) mebibytes << 20;
    boolean good = true;
    Latencies up = new Latencies();
    Latencies down = new Latencies();
    try (Server server =
            Server.start(
                dataDirectory,
                Map.of(
                    "GALLEY_LIMITS_FILE",
                    Long.toString(size),
                    "GALLEY_LIMITS_ALL_FILES",
                    "2000000000"),
                heap);
        HttpClient http = HttpClient.newHttpClient();
        Client client = new Client(server.url(), server.token("files"))) {
      String assistant =
          client
              .post(
                  "/api/assistants",
                  JsonObject.builder().put("name", "Files").put("embedded", false).build())
              .expect(201)
              .text("id");
      String path = "/api/assistants/" + assistant + "/files";
      String last = "";
      for (int round = 0; round < rounds; round++) {
        long began = System.nanoTime();
        last = upload(http, server, path, round, size);
        up.record(System.nanoTime() - began);
        if (round == rounds / 2) {
          server.kill();
          server.restart();
        }
        began = System.nanoTime();
        good &= fits(http, server, path + '/' + last, round, size);
        down.record(System.nanoTime() - began);
      }
      try (Stream<String> lines = Files.lines(server.log(), StandardCharsets.UTF_8)) {
        long shortages = lines.filter(line -> line.contains("OutOfMemoryError")).count();
        good &= shortages == 0;
        System.out.println("short of memory: " + shortages + " times, with a heap of " + heap);
      }
    }
    System.out.printf("%d files of %d MiB each way%n", rounds, mebibytes);
    System.out.println("up:   " + up.summary());
    System.out.println("down: " + down.summary());
    System.out.println(good ? "all came back as they were sent" : "BAD  something is not as sent");
    return good;
  }

  private static InputStream bytes(int seed, long size) {
    Random random = new Random(seed);
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        if (left == 0) {
          return -1;
        }
        // Always as many at once, so that the same seed means the same bytes.
        int count = (int) Math.min(Math.min(length, 8_192), left);
        byte[] some = new byte[count];
        random.nextBytes(some);
        System.arraycopy(some, 0, into, offset, count);
        left -= count;
        return count;
      }
    };
  }

  private static String sha256(InputStream bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(bytes, digest)) {
      byte[] buffer = new byte[8_192];
      while (in.read(buffer) >= 0) {
        // It counts along.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String upload(HttpClient http, Server server, String path, int seed, long size)
      throws Exception {
    byte[] head =
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Authorization", "Bearer " + server.token("files"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(() ->
                    new SequenceInputStream(
                        Collections.enumeration(
                            List.of(
                                new ByteArrayInputStream(head),
                                bytes(seed, size),
                                new ByteArrayInputStream(end))))))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("upload: " + answer.statusCode() + ' ' + answer.body());
    }
    return ((JsonObject) JsonReader.read(answer.body()))
        .get("id")
        .map(id -> ((JsonString) id).value())
        .orElseThrow();
  }

  private static boolean fits(HttpClient http, Server server, String path, int seed, long size)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path + "/contents"))
            .header("Authorization", "Bearer " + server.token("files"))
            .build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    return answer.statusCode() == 200 && sha256(answer.body()).equals(sha256(bytes(seed, size)));
  }
}
