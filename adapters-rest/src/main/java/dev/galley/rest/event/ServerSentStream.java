package dev.galley.rest.event;

import dev.galley.application.event.EventSignal;
import dev.galley.application.support.ApplicationException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events (HTML standard, section 9.2) as the body of an answer. The server reads from
 * it when the client has taken what was read before, so a slow client makes it hold one page and no
 * thread; it is closed when the client leaves.
 */
public abstract class ServerSentStream extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSentStream.class);

  /**
   * How soon a token that has ended, or was revoked, ends the stream: it has to within 5 seconds,
   * and may be remembered for one.
   */
  private static final Duration CHECK = Duration.ofSeconds(3);

  /** How long to leave a store alone that does not answer. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  /** Saves raise the signal too, long before what they saved is to be seen. */
  private static final Duration CALM = Duration.ofMillis(10);

  private static final byte[] HEARTBEAT = {':', '\n', '\n'};

  /** Nothing new. */
  protected static final byte[] NOTHING = {};

  private final EventSignal signal;
  private final BooleanSupplier allowed;
  private final long heartbeat;
  private final long poll;
  private final long check;
  private volatile Runnable whenClosed = () -> {};
  private byte[] page;
  private int at;
  private boolean ending;
  private long checked;
  private long sent;

  /**
   * A stream.
   *
   * @param first what is there to begin with
   * @param signal raised when there may be news
   * @param heartbeat after so much silence the stream shows that it is alive
   * @param poll how often is looked for news that raise no signal
   * @param allowed whether the caller may still read
   */
  protected ServerSentStream(
      byte[] first,
      EventSignal signal,
      Duration heartbeat,
      Duration poll,
      BooleanSupplier allowed) {
    this.page = first.clone();
    this.signal = signal;
    this.allowed = allowed;
    this.heartbeat = heartbeat.toNanos();
    this.poll = poll.toNanos();
    this.check = Math.min(this.heartbeat, CHECK.toNanos());
    this.checked = System.nanoTime();
    this.sent = checked;
  }

  /** The stream as the answer to a request; what it throws when it is made is answered instead. */
  public static HttpResponse<InputStream> answer(
      HttpRequest<?> request, Supplier<? extends ServerSentStream> stream) {
    MutableHttpResponse<InputStream> answer = HttpResponse.ok();
    if (request.getMethod() != HttpMethod.HEAD) {
      answer.body(tied(request, stream.get()));
    }
    return answer
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.ACCEPT)
        // Proxies of the nginx family would hold events back.
        .header("X-Accel-Buffering", "no");
  }

  /**
   * Ends the stream with its connection. The server closes bodies that it has begun to send; one
   * whose client is gone before that, it forgets.
   */
  private static InputStream tied(HttpRequest<?> request, ServerSentStream stream) {
    if (request instanceof NettyHttpRequest<?> netty) {
      ChannelFutureListener gone = closed -> stream.close();
      ChannelFuture connection = netty.getChannelHandlerContext().channel().closeFuture();
      stream.whenClosed = () -> connection.removeListener(gone);
      connection.addListener(gone);
    }
    return stream;
  }

  /** Whether the stream may go on; asked often, so at no cost. */
  protected abstract boolean isOpen();

  /** What has happened since, as events; {@link #NOTHING} when nothing has. */
  protected abstract byte[] news() throws InterruptedException;

  /** Gives back what the stream holds; perhaps more than once. */
  protected abstract void leave();

  /** Ends the stream when the client has taken what {@link #news} is about to tell. */
  protected final void endAfterThis() {
    ending = true;
  }

  @Override
  public final int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final int read(byte[] into, int offset, int length) {
    try {
      // Before what is left of a page too: the client may have been away for long.
      if (!isOpen() || !isStillAllowed()) {
        return end();
      }
      if (at == page.length) {
        page = ending ? NOTHING : next();
        at = 0;
        if (page.length == 0) {
          return end();
        }
      }
    } catch (InterruptedException e) {
      // The client has left.
      Thread.currentThread().interrupt();
      return end();
    }
    int count = Math.min(length, page.length - at);
    System.arraycopy(page, at, into, offset, count);
    at += count;
    sent = System.nanoTime();
    return count;
  }

  private int end() {
    close();
    page = NOTHING;
    at = 0;
    return -1;
  }

  @Override
  public final void close() {
    leave();
    whenClosed.run();
  }

  /** Waits for the next bytes; none at the end. */
  private byte[] next() throws InterruptedException {
    boolean woken = false;
    while (isOpen() && isStillAllowed()) {
      long seen = signal.count();
      byte[] news = newsIfStore();
      if (news.length > 0 || ending) {
        return news;
      }
      long silence = heartbeat - (System.nanoTime() - sent);
      if (silence <= 0) {
        return HEARTBEAT;
      }
      if (woken) {
        Thread.sleep(CALM);
      }
      woken = signal.await(seen, Duration.ofNanos(Math.min(poll, silence))) != seen;
    }
    return NOTHING;
  }

  private byte[] newsIfStore() throws InterruptedException {
    try {
      return news();
    } catch (ApplicationException e) {
      LOG.debug("A stream waits for the store: {}", e.getMessage());
      Thread.sleep(STORE_PAUSE);
      return NOTHING;
    }
  }

  private boolean isStillAllowed() {
    long now = System.nanoTime();
    if (now - checked < check) {
      return true;
    }
    checked = now;
    return allowed.getAsBoolean();
  }
}
