package dev.galley.application.assistant;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request says about a comment.
 *
 * @param message absent when it is to stay
 * @param parent the comment that it replies to
 * @param path absent when it is to stay; empty inside when there is to be none
 * @param readBack members that can't be changed
 */
public record CommentForm(
    Optional<String> message,
    Optional<UUID> parent,
    Optional<Optional<String>> path,
    JsonObject readBack) {
  private static final String MESSAGE = "message";
  private static final String PARENT = "parentId";
  private static final String PATH = "path";
  private static final List<String> READ_ONLY =
      List.of("id", PARENT, "author", "deleted", "createdAt", "updatedAt");

  /**
   * Reads the body of a POST.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static CommentForm forCreation(JsonObject body, PeopleLimits limits) {
    BodyReader reader = new BodyReader(body);
    if (!reader.sent(MESSAGE)) {
      reader.error(MESSAGE, "is required");
    }
    Optional<String> message = reader.text(MESSAGE, false, 1, limits.comment());
    Optional<String> parent = reader.text(PARENT, true, 0, Integer.MAX_VALUE);
    Optional<UUID> parentId = parent.flatMap(CommentForm::uuid);
    if (parent.isPresent() && parentId.isEmpty()) {
      reader.error(PARENT, "must be the id of a comment");
    }
    Optional<Optional<String>> path = path(reader);
    reader.finish();
    return new CommentForm(message, parentId, path, JsonObject.EMPTY);
  }

  /**
   * Reads the body of a PUT.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static CommentForm forUpdate(JsonObject body, PeopleLimits limits) {
    BodyReader reader = new BodyReader(body);
    Optional<String> message = reader.text(MESSAGE, false, 1, limits.comment());
    Optional<Optional<String>> path = path(reader);
    JsonObject.Builder readBack = JsonObject.builder();
    READ_ONLY.forEach(name -> reader.raw(name).ifPresent(value -> readBack.put(name, value)));
    reader.ignore("_links");
    reader.finish();
    return new CommentForm(message, Optional.empty(), path, readBack.build());
  }

  private static Optional<Optional<String>> path(BodyReader reader) {
    if (!reader.sent(PATH)) {
      return Optional.empty();
    }
    if (reader.raw(PATH).orElseThrow() instanceof JsonNull) {
      return Optional.of(Optional.empty());
    }
    Optional<String> path = reader.text(PATH, true, 0, Comment.MAX_PATH);
    if (path.isPresent() && !JsonPointer.isPointer(path.get())) {
      reader.error(PATH, "must be a JSON pointer, such as /instructions or /skills/<id>/name");
    }
    return Optional.of(path);
  }

  /** The id that this text is. */
  public static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      // UUID.fromString also takes groups of other lengths.
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
