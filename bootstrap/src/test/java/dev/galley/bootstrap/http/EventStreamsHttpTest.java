package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams and their bounds, on a server that has room for few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventStreamsHttpTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Galley galley =
      Galley.inMemory(
          Map.of(
              "galley.events.heartbeat", "300ms",
              "galley.events.poll", "20ms",
              "galley.events.max-streams", 3,
              "galley.events.max-streams-per-tenant", 2,
              "micronaut.server.idle-timeout", "3s",
              "galley.auth.clock-skew", "0s"));
  private final Feed feed = new Feed(galley);

  @AfterAll
  void stop() {
    Instant begun = Instant.now();
    try (Following open = follow(service(galley.newTenant()))) {
      galley.context().close();
      open.ends();
    }
    galley.close();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(PATIENCE);
  }

  private static Tenant.Member service(Tenant tenant) {
    return tenant.user("indexer").eventReader();
  }

  private Following follow(Person reader) {
    return Following.of(galley, reader, "");
  }

  /** A stream, once there is room for it. */
  private Following followSoon(Person reader) {
    Following stream = Following.onceThereIsRoom(() -> follow(reader), 429, 503);
    assertThat(stream.status()).isEqualTo(200);
    return stream;
  }

  @Test
  void silenceIsBrokenByHeartbeats() {
    Instant begun = Instant.now();
    try (Following stream = followSoon(service(galley.newTenant()))) {
      assertThat(stream.block().id()).isNotEmpty();
      for (int i = 0; i < 4; i++) {
        assertThat(stream.block().comment()).isTrue();
      }
      assertThat(Duration.between(begun, Instant.now()))
          .as("not all at once")
          .isGreaterThan(Duration.ofMillis(3 * 150));
    }
  }

  @Test
  void beyondItsBoundsTheServerSaysWhenToComeBack() {
    Tenant greedy = galley.newTenant();
    try (Following one = followSoon(service(greedy));
        Following two = followSoon(service(greedy))) {
      assertThat(one.block().id()).isNotEmpty();
      assertThat(two.block().id()).isNotEmpty();
      // Streams that others have left may still fill the server.
      Following third = Following.onceThereIsRoom(() -> follow(service(greedy)), 503);
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.header("Retry-After")).isEqualTo("10");
      assertThat(third.refusal()).contains("too-many-requests");

      try (Following other = followSoon(service(galley.newTenant()))) {
        assertThat(other.block().id()).isNotEmpty();
        Following beyond = follow(service(galley.newTenant()));
        assertThat(beyond.status()).isEqualTo(503);
        assertThat(beyond.header("Retry-After")).isEqualTo("10");
        assertThat(beyond.refusal()).contains("too-many-streams");
        // Pages need no such room, nor does asking for the headers.
        service(greedy).get(Feed.PATH).expect(200);
        service(greedy).call("HEAD", Feed.PATH).header("Accept", "text/event-stream").expect(200);
      }
    }
  }

  @Test
  void aClientThatLeavesFreesItsPlace() {
    Tenant tenant = galley.newTenant();
    for (int i = 0; i < 12; i++) {
      try (Following one = followSoon(service(tenant));
          Following two = followSoon(service(tenant))) {
        assertThat(one.block().id()).isNotEmpty();
        assertThat(two.block().id()).isNotEmpty();
      }
    }
  }

  @Test
  void aClientThatLeavesAtOnceFreesItsPlaceToo() throws IOException {
    Tenant tenant = galley.newTenant();
    for (int i = 0; i < 12; i++) {
      try (Socket socket = connect(service(tenant))) {
        socket.setSoLinger(true, 0);
      }
    }
    try (Following one = followSoon(service(tenant));
        Following two = followSoon(service(tenant))) {
      assertThat(one.block().id()).isNotEmpty();
      assertThat(two.block().id()).isNotEmpty();
    }
  }

  /** A connection over which a stream has been asked for. */
  private Socket connect(Person reader) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), galley.uri("/").getPort());
    socket.setReceiveBufferSize(4 * 1024);
    String request =
        "GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
            + "Authorization: Bearer "
            + reader.token()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /** A connection on which a stream has begun, of which nothing more is taken than its status. */
  private Socket connectSoon(Person reader) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Socket socket = connect(reader);
      byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      if (new String(begin, StandardCharsets.US_ASCII).endsWith(" 200")) {
        return socket;
      }
      socket.close();
      assertThat(Instant.now()).as("a place for a stream").isBefore(end);
      Feed.pause();
    }
  }

  @Test
  void aClientThatTakesNothingLosesItsPlace() throws IOException {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    for (int i = 0; i < 120; i++) {
      alice.creates(Body.of("name", "A" + i, "instructions", "i".repeat(60_000)));
    }
    feed.page(service(tenant), "?limit=1000&content=false", 120);
    try (Socket _ = connectSoon(service(tenant));
        Socket _ = connectSoon(service(tenant))) {
      // Both places of the tenant are taken until one of them is lost.
      try (Following next = followSoon(service(tenant))) {
        assertThat(next.event().id()).isNotEmpty();
      }
    }
  }

  @Test
  void aTokenThatEndsEndsItsStream() {
    Tenant tenant = galley.newTenant();
    Caller caller = service(tenant).caller();
    AtomicReference<Person> brief = new AtomicReference<>();
    Following.untilItEnds(lifetime -> {
      Person person = new Person(galley, galley.tokenOf(caller, lifetime));
      brief.set(person);
      return Following.onceThereIsRoom(() -> follow(person), 429, 503);
    });
    assertThat(follow(brief.get()).status()).isEqualTo(401);
  }

  @Test
  void eventsComeWhileTheStreamIsOpen() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    try (Following stream = followSoon(service(tenant))) {
      assertThat(stream.block().id()).isNotEmpty();
      for (int i = 0; i < 5; i++) {
        alice.has("A" + i);
        feed.place();
        assertThat(stream.event().id()).isNotEmpty();
      }
    }
  }

  @Test
  void compressionHoldsNothingBack() {
    Tenant tenant = galley.newTenant();
    Person alice = tenant.user("alice");
    try (Following stream =
        Following.onceThereIsRoom(() -> Following.compressed(galley, service(tenant)), 429, 503)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(stream.block().id()).isNotEmpty();
      assertThat(stream.block().comment()).isTrue();
      alice.has("A");
      assertThat(stream.event().id()).isNotEmpty();
    }
  }
}
