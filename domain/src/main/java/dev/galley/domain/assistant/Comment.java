package dev.galley.domain.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What somebody says about an assistant or about its draft, perhaps in reply to another comment.
 *
 * @param draft the draft that it is about; absent when it is about what is live
 * @param depth 0 for one that is no reply, at most {@value #MAX_DEPTH}
 * @param said absent when it was deleted and stays for its replies
 * @param path the Galley path of the place that is spoken of, be there something or not
 * @param replies how many direct replies there are
 */
public record Comment(
    UUID id,
    AssistantId assistant,
    Optional<UUID> draft,
    Optional<UUID> parent,
    int depth,
    Optional<Said> said,
    Optional<String> path,
    Instant created,
    Instant updated,
    long replies) {
  /** How deep replies to replies can go. */
  public static final int MAX_DEPTH = 10;

  /** The longest path, in code points. */
  public static final int MAX_PATH = 1_000;

  /** The list of those of which nothing is left and on which nothing hangs, of all assistants. */
  public static final String EMPTY = "comments/empty";

  /** Who said what. */
  public record Said(String author, String message) {

    public Said {
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(message, "message");
    }
  }

  public Comment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    if (depth < 0 || depth > MAX_DEPTH || depth == 0 == parent.isPresent()) {
      throw new IllegalArgumentException(
          "depth: " + depth + " (expected: 0, or of a reply up to " + MAX_DEPTH + ")");
    }
    if (replies < 0) {
      throw new IllegalArgumentException("replies: " + replies + " (expected: 0 or more)");
    }
  }

  /** The list of the comments on what is live, or on a draft, by its id; the oldest first. */
  public static String listOn(UUID liveOrDraft) {
    return "comments/on/" + liveOrDraft;
  }

  /** The list of all comments of an assistant, those on its draft included. */
  public static String listOf(AssistantId assistant) {
    return "comments/of/" + assistant.value();
  }

  /** The name of a comment. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.COMMENT, id);
  }

  /** The id of what it is about: of the draft, or of the assistant. */
  public UUID on() {
    return draft.orElse(assistant.value());
  }

  /** Whether that user has said it. */
  public boolean isBy(String user) {
    return said.filter(words -> words.author().equals(user)).isPresent();
  }

  /** This comment with other words. */
  public Comment saying(String message, Optional<String> about, Instant at) {
    Said words = new Said(said.orElseThrow().author(), message);
    return with(Optional.of(words), about, at, replies);
  }

  /** What is left of it as long as it has replies: neither words nor who said them. */
  public Comment deleted(Instant at) {
    return with(Optional.empty(), path, at, replies);
  }

  /** This comment with one direct reply more. */
  public Comment answered() {
    return with(said, path, updated, replies + 1);
  }

  /** This comment with one direct reply less. */
  public Comment unanswered() {
    return with(said, path, updated, replies - 1);
  }

  /** Whether nothing is left of it and nothing hangs on it. */
  public boolean isEmpty() {
    return said.isEmpty() && replies == 0;
  }

  private Comment with(
      Optional<Said> words, Optional<String> about, Instant at, long directReplies) {
    return new Comment(
        id, assistant, draft, parent, depth, words, about, created, at, directReplies);
  }

  /** What an item says. */
  public static Comment of(Item item) {
    JsonObject body = item.body();
    return new Comment(
        item.ref().id(),
        new AssistantId(uuid(body, "assistant").orElseThrow()),
        uuid(body, "draft"),
        uuid(body, "parent"),
        (int) number(body, "depth"),
        body.text("author").map(author -> new Said(author, body.text("message").orElseThrow())),
        body.text("path"),
        Instant.ofEpochMilli(number(body, "created")),
        Instant.ofEpochMilli(number(body, "updated")),
        number(body, "replies"));
  }

  private static Optional<UUID> uuid(JsonObject body, String name) {
    return body.text(name).map(UUID::fromString);
  }

  private static long number(JsonObject body, String name) {
    return (long) ((JsonNumber) body.get(name).orElseThrow()).value();
  }

  /** What an item is to say. */
  public Item.Saying saying() {
    JsonObject body =
        JsonObject.builder()
            .put("assistant", assistant.value().toString())
            .putIfPresent("draft", draft.map(UUID::toString))
            .putIfPresent("parent", parent.map(UUID::toString))
            .put("depth", depth)
            .putIfPresent("author", said.map(Said::author))
            .putIfPresent("message", said.map(Said::message))
            .putIfPresent("path", path)
            .put("created", created.toEpochMilli())
            .put("updated", updated.toEpochMilli())
            .put("replies", replies)
            .build();
    Set<String> keys = new LinkedHashSet<>();
    keys.add(AssistantKeys.on(assistant));
    keys.add(listOf(assistant));
    keys.add(listOn(on()));
    if (isEmpty()) {
      keys.add(EMPTY);
    }
    return new Item.Saying(
        body, keys, String.format(Locale.ROOT, "%015d/%s", created.toEpochMilli(), id));
  }
}
