package dev.galley.rest.assistant;

import dev.galley.application.assistant.FollowDraft;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.DraftWrite;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.follow.ChangeStream;
import dev.galley.rest.follow.Followers;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The changes of an assistant's draft as server-sent events, until it is committed or discarded.
 * What the following client of the same user has written itself is left out.
 */
final class AssistantStream extends ChangeStream {
  private final FollowDraft follow;
  private final Caller caller;
  private final Assistant first;
  private final Followers<?, Optional<Assistant>>.Place place;
  private final Optional<String> client;
  private final UUID draft;

  /**
   * @param first the assistant to begin with; its draft is open
   * @param client how the client calls itself
   * @param place given back when the stream ends
   * @param allowed whether the caller may still read
   */
  AssistantStream(
      FollowDraft follow,
      Caller caller,
      Assistant first,
      Optional<String> client,
      Followers<?, Optional<Assistant>>.Place place,
      BooleanSupplier allowed) {
    super(told(first.draft().orElseThrow().lastWrite(), caller, client), place, allowed);
    this.follow = follow;
    this.caller = caller;
    this.first = first;
    this.place = place;
    this.client = client;
    this.draft = first.draft().orElseThrow().id();
  }

  @Override
  protected byte[] news() throws InterruptedException {
    Optional<Assistant> found = place.look(() -> follow.peek(first.tenant(), first.id()));
    if (found.isPresent() && !FollowDraft.allows(found.get(), caller)) {
      close();
      return NOTHING;
    }
    return bytes(found.map(this::news).orElseGet(() -> end("gone", JsonObject.builder())));
  }

  private String news(Assistant assistant) {
    Optional<Draft> same = assistant.draft().filter(open -> open.id().equals(draft));
    if (same.isEmpty()) {
      return ended(assistant);
    }
    StringBuilder text = new StringBuilder();
    same.get().writes().forEach(write -> text.append(change(told(write, caller, client))));
    return text.toString();
  }

  private String ended(Assistant assistant) {
    Optional<EndedDraft> end = assistant.lastDraft().filter(ended -> ended.draft().equals(draft));
    if (end.isEmpty()) {
      // Another one has been opened and has ended since.
      return end("gone", JsonObject.builder());
    }
    String change = end.get().how().map(write -> change(told(write, caller, client))).orElse("");
    return switch (end.get().outcome()) {
      case COMMITTED, UNCHANGED ->
          change + end("committed", JsonObject.builder().put("revision", end.get().revision()));
      case DISCARDED -> change + end("discarded", JsonObject.builder());
    };
  }

  private static Told told(DraftWrite write, Caller caller, Optional<String> client) {
    boolean own =
        client.isPresent()
            && write.client().equals(client)
            && write.stamp().by().equals(caller.user());
    return new Told(
        write.version(),
        own,
        JsonObject.builder()
            .put("version", write.version())
            .put("changeKind", write.kind().wireName())
            .put("actor", write.stamp().by())
            .putOrNull("originClientId", write.client())
            .build());
  }
}
