package dev.galley.application.assistant;

import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * A comment as it is shown, with what it stands on.
 *
 * @param draft the draft that it stands on; absent when it stands on live
 */
public record CommentView(Assistant assistant, Optional<Draft> draft, Comment comment) {

  /** The natural id of what it stands on. */
  public String naturalId() {
    return naturalId(assistant, draft);
  }

  static String naturalId(Assistant assistant, Optional<Draft> draft) {
    String name = assistant.naturalId().toString();
    return draft.isPresent() ? name + "-draft" : name;
  }

  /** The comment with all its fields. */
  public static JsonObject show(Comment comment) {
    return JsonObject.builder()
        .put("id", comment.id().toString())
        .putOrNull("parentId", comment.parent().map(UUID::toString))
        .putOrNull("path", comment.path())
        .putOrNull("author", comment.said().map(Comment.Said::author))
        .putOrNull("message", comment.said().map(Comment.Said::message))
        .put("deleted", Json.of(comment.said().isEmpty()))
        .put("createdAt", AssistantRepresentation.time(comment.created()))
        .put("updatedAt", AssistantRepresentation.time(comment.updated()))
        .build();
  }

  /** Its tag, for preconditions; replies do not change it. */
  public String tag() {
    return tag(comment);
  }

  static String tag(Comment comment) {
    return ContentHash.of(show(comment)).prefix(24);
  }
}
