package dev.galley.rest.agent;

import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.support.Outcome;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.EndedCopy;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.event.ServerSentStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The changes of a working copy as server-sent events, until it is committed, discarded or moved to
 * another base. What the following client has written itself is left out.
 */
final class DraftStream extends ServerSentStream {
  private final ReadCopy read;
  private final CopyAddress address;
  private final DraftStreams.Place place;
  private final Optional<String> client;
  private final UUID followed;
  private final UUID draft;
  private long told;

  /**
   * @param first the working copy to begin with; it is open
   * @param client how the client calls itself
   * @param place given back when the stream ends
   * @param allowed whether the caller may still read
   */
  DraftStream(
      ReadCopy read,
      CopyAddress address,
      WorkingCopy first,
      Optional<String> client,
      DraftStreams.Place place,
      DraftStreamSettings settings,
      BooleanSupplier allowed) {
    super(
        bytes(change(first.open().orElseThrow().lastWrite())),
        place.signal(),
        settings.heartbeat(),
        settings.poll(),
        allowed);
    this.read = read;
    this.address = address;
    this.place = place;
    this.client = client;
    this.followed = first.id();
    this.draft = first.open().orElseThrow().draft();
    this.told = first.draftVersion().value();
  }

  @Override
  protected boolean isOpen() {
    return place.isOpen();
  }

  @Override
  protected void leave() {
    place.close();
  }

  @Override
  protected byte[] news() throws InterruptedException {
    Optional<Optional<WorkingCopy>> found = done(place.look(address));
    if (found.isEmpty()) {
      // It was another one who looked, perhaps with less rights.
      found = done(read.peek(address));
    }
    if (found.isEmpty()) {
      close();
      return NOTHING;
    }
    return bytes(found.get().map(this::news).orElseGet(() -> end("gone")));
  }

  private static Optional<Optional<WorkingCopy>> done(Outcome<Optional<WorkingCopy>> looked) {
    return switch (looked) {
      case Outcome.Done<Optional<WorkingCopy>>(Optional<WorkingCopy> found) -> Optional.of(found);
      case Outcome.Refused<Optional<WorkingCopy>> refused -> Optional.empty();
    };
  }

  private String news(WorkingCopy copy) {
    Optional<OpenCopy> same = copy.open().filter(open -> open.draft().equals(draft));
    return same.isPresent() ? changes(copy, same.get()) : ended(copy);
  }

  private String changes(WorkingCopy copy, OpenCopy open) {
    StringBuilder text = new StringBuilder();
    for (CopyWrite write : open.writes()) {
      text.append(changeOfOthers(write));
    }
    told = copy.draftVersion().value();
    long base = copy.place().base();
    if (base != address.base()) {
      text.append(end("moved", JsonObject.builder().put("baseRevision", base)));
    }
    return text.toString();
  }

  private String ended(WorkingCopy copy) {
    // Another one stands here when this one gave way to it; how that ended before says nothing.
    Optional<EndedCopy> end =
        copy.ended()
            .filter(ended -> copy.id().equals(followed))
            .filter(ended -> ended.how().version().value() > told);
    if (end.isEmpty()) {
      return end("gone");
    }
    String change = changeOfOthers(end.get().how());
    JsonObject.Builder how = JsonObject.builder();
    end.get().revision().ifPresent(revision -> how.put("revision", revision));
    return change + end(end.get().revision().isPresent() ? "committed" : "discarded", how);
  }

  private String changeOfOthers(CopyWrite write) {
    boolean own = client.isPresent() && write.client().equals(client);
    return own || write.version().value() <= told ? "" : change(write);
  }

  private static String change(CopyWrite write) {
    return event(
        "draft",
        JsonObject.builder()
            .put("version", write.version().value())
            .put("changeKind", write.kind().wireName())
            .putOrNull("originClientId", write.client())
            .build());
  }

  private String end(String reason) {
    return end(reason, JsonObject.builder());
  }

  private String end(String reason, JsonObject.Builder how) {
    endAfterThis();
    return event("end", how.put("reason", reason).build());
  }

  private static String event(String name, JsonObject data) {
    return "event: " + name + "\ndata: " + CanonicalJson.writeInOrder(data) + "\n\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
