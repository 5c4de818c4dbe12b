package dev.galley.rest.agent;

import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.support.Outcome;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.EndedCopy;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.follow.ChangeStream;
import dev.galley.rest.follow.Followers;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The changes of a working copy as server-sent events, until it is committed, discarded or moved to
 * another base. What the following client has written itself is left out.
 */
final class DraftStream extends ChangeStream {
  private final ReadCopy read;
  private final CopyAddress address;
  private final Followers<?, Outcome<Optional<WorkingCopy>>>.Place place;
  private final Optional<String> client;
  private final UUID followed;
  private final UUID draft;

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
      Followers<?, Outcome<Optional<WorkingCopy>>>.Place place,
      BooleanSupplier allowed) {
    super(told(first.open().orElseThrow().lastWrite(), client), place, allowed);
    this.read = read;
    this.address = address;
    this.place = place;
    this.client = client;
    this.followed = first.id();
    this.draft = first.open().orElseThrow().draft();
  }

  @Override
  protected byte[] news() throws InterruptedException {
    Optional<Optional<WorkingCopy>> found = done(place.look(() -> read.peek(address)));
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
      text.append(change(told(write, client)));
    }
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
            .filter(ended -> ended.how().version().value() > told());
    if (end.isEmpty()) {
      return end("gone");
    }
    String change = change(told(end.get().how(), client));
    JsonObject.Builder how = JsonObject.builder();
    end.get().revision().ifPresent(revision -> how.put("revision", revision));
    return change + end(end.get().revision().isPresent() ? "committed" : "discarded", how);
  }

  private String end(String reason) {
    return end(reason, JsonObject.builder());
  }

  private static Told told(CopyWrite write, Optional<String> client) {
    return new Told(
        write.version().value(),
        client.isPresent() && write.client().equals(client),
        JsonObject.builder()
            .put("version", write.version().value())
            .put("changeKind", write.kind().wireName())
            .putOrNull("originClientId", write.client())
            .build());
  }
}
