package dev.galley.rest.follow;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.event.ServerSentStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * The changes of a draft as server-sent events {@code draft}, until an event {@code end} tells how
 * it has ended. What the following client has written itself is left out.
 */
public abstract class ChangeStream extends ServerSentStream {
  private final Followers<?, ?>.Place place;
  private long told;

  /**
   * One change of a draft.
   *
   * @param version rises with every change
   * @param own whether the following client has made it
   * @param data what is told of it
   */
  public record Told(long version, boolean own, JsonObject data) {

    String event() {
      return ChangeStream.event("draft", data);
    }
  }

  /**
   * A stream.
   *
   * @param first the last change before it, which it begins with
   * @param place given back when the stream ends
   * @param allowed whether the caller may still read
   */
  protected ChangeStream(Told first, Followers<?, ?>.Place place, BooleanSupplier allowed) {
    super(
        bytes(first.event()),
        place.signal(),
        place.settings().heartbeat(),
        place.settings().poll(),
        allowed);
    this.place = place;
    this.told = first.version();
  }

  @Override
  protected final boolean isOpen() {
    return place.isOpen();
  }

  @Override
  protected final void leave() {
    place.close();
  }

  /** The last version that the client knows of. */
  protected final long told() {
    return told;
  }

  /** The event of a change; empty for one that the client has made itself, or was told before. */
  protected final String change(Told change) {
    if (change.version() <= told) {
      return "";
    }
    told = change.version();
    return change.own() ? "" : change.event();
  }

  /** The last event of the stream. */
  protected final String end(String reason, JsonObject.Builder how) {
    endAfterThis();
    return event("end", how.put("reason", reason).build());
  }

  private static String event(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + CanonicalJson.writeInOrder(data) + "\n\n";
  }

  /** Events as they are sent. */
  protected static byte[] bytes(String events) {
    return events.getBytes(StandardCharsets.UTF_8);
  }
}
