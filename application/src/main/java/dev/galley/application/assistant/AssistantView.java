package dev.galley.application.assistant;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.model.Model;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An assistant as it is shown: live, or its draft.
 *
 * @param draft the draft that is shown; absent when live is
 * @param content what is live, or the draft's head
 * @param model the model that the content names, when the tenant has it
 * @param unavailable the types of its skills whose templates are not installed
 */
public record AssistantView(
    Assistant assistant,
    Optional<Draft> draft,
    AssistantContent content,
    Optional<Model> model,
    Set<String> unavailable) {

  public AssistantView {
    Objects.requireNonNull(assistant, "assistant");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(model, "model");
    unavailable = Set.copyOf(unavailable);
  }

  /** The id of what is shown. */
  public UUID id() {
    return draft.map(Draft::id).orElse(assistant.id().value());
  }

  /** The natural id of what is shown. */
  public String naturalId() {
    String name = assistant.naturalId().toString();
    return draft.isPresent() ? name + "-draft" : name;
  }

  /** The tag of the authored state: the first part of the ETag, which preconditions compare. */
  public String authoredTag() {
    return authoredTag(assistant, draft.isPresent());
  }

  static String authoredTag(Assistant assistant, boolean draft) {
    return draft
        ? assistant.draft().orElseThrow().head().prefix(24)
        : ContentHash.ofText(assistant.live().content().value() + ':' + assistant.live().revision())
            .prefix(24);
  }

  TenantId tenant() {
    return assistant.tenant();
  }
}
