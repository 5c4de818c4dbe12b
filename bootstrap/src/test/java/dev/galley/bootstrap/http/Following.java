package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A client that follows events, as a browser would. */
final class Following implements AutoCloseable {
  private static final String LAST_ID = "Last-Event-ID";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpResponse<InputStream> response;
  private final String refusal;
  private final BlockingQueue<Block> blocks = new LinkedBlockingQueue<>();

  /** Some lines until an empty one; texts are empty where there is no such line. */
  record Block(String id, String event, String data, boolean comment, boolean end) {

    Json json() {
      return JsonReader.read(data);
    }
  }

  private Following(HttpResponse<InputStream> response) {
    this.response = response;
    if (response.statusCode() == 200) {
      Thread.ofVirtual().start(this::read);
      refusal = "";
    } else {
      refusal = body(response);
    }
  }

  private static String body(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Following of(Galley galley, Person reader, String query) {
    return of(galley, reader, query, "");
  }

  static Following of(Galley galley, Person reader, String query, String lastEventId) {
    return of(
        galley,
        reader,
        Feed.PATH + query,
        lastEventId.isEmpty() ? List.of() : List.of(LAST_ID, lastEventId));
  }

  /** Follows the feed through compression, as browsers and proxies ask for it. */
  static Following compressed(Galley galley, Person reader) {
    return of(galley, reader, Feed.PATH, List.of("Accept-Encoding", "gzip"));
  }

  /** Follows something else than the feed. */
  static Following at(Galley galley, Person reader, String path) {
    return of(galley, reader, path, List.of());
  }

  private static Following of(Galley galley, Person reader, String path, List<String> moreHeaders) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(galley.uri(path))
            .header("Authorization", "Bearer " + reader.token())
            .header("Accept", "text/event-stream")
            .timeout(PATIENCE);
    if (!moreHeaders.isEmpty()) {
      request.headers(moreHeaders.toArray(String[]::new));
    }
    try {
      return new Following(galley.client().send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Tries again while the answer is one of these: a place is given back a moment after its client
   * has left.
   */
  static Following onceThereIsRoom(Supplier<Following> tries, int... full) {
    Instant end = Instant.now().plus(PATIENCE);
    Following stream = tries.get();
    while (isOneOf(stream.status(), full)) {
      assertThat(Instant.now()).as("a place for a stream").isBefore(end);
      Feed.pause();
      stream = tries.get();
    }
    return stream;
  }

  private static boolean isOneOf(int status, int... full) {
    return IntStream.of(full).anyMatch(one -> one == status);
  }

  /**
   * Follows with a token that ends while it is in use, and sees its stream end with it; the slower
   * the machine, the longer the token has to live for that.
   */
  static void untilItEnds(Function<Duration, Following> follow) {
    for (Duration lifetime = Duration.ofSeconds(2); ; lifetime = lifetime.multipliedBy(2)) {
      try (Following stream = follow.apply(lifetime)) {
        if (stream.status() == 200 && !stream.block().end()) {
          stream.ends();
          return;
        }
      }
      assertThat(lifetime).as("a stream with a token of that life").isLessThan(PATIENCE);
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The body of an answer that is no stream. */
  String refusal() {
    return refusal;
  }

  private InputStream decoded() throws IOException {
    return header("Content-Encoding").equals("gzip")
        ? new GZIPInputStream(response.body())
        : response.body();
  }

  private void read() {
    String id = "";
    String event = "";
    String data = "";
    boolean comment = false;
    try (InputStream in = decoded()) {
      String line;
      while ((line = line(in)) != null) {
        if (line.isEmpty()) {
          blocks.add(new Block(id, event, data, comment, false));
          id = "";
          event = "";
          data = "";
          comment = false;
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          assertThat(data).as("data is one line").isEmpty();
          data = line.substring("data: ".length());
        } else {
          assertThat(line).startsWith(":");
          comment = true;
        }
      }
    } catch (IOException e) {
      // Closed on one side or the other.
    }
    blocks.add(new Block("", "", "", false, true));
  }

  /** The next line, by the byte: readers would wait for more than that behind a decompression. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
      line.write(next);
    }
  }

  /** The next block, whatever it is. */
  Block block() {
    try {
      Block next = blocks.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(next).as("a block of the stream").isNotNull();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The next event; signs of life are passed over. */
  Block event() {
    while (true) {
      Block next = block();
      assertThat(next.end()).as("the stream has ended").isFalse();
      if (!next.data().isEmpty()) {
        return next;
      }
    }
  }

  /** Waits until the server ends the stream. */
  void ends() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!block().end()) {
      assertThat(Instant.now()).as("the stream goes on").isBefore(end);
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
