package dev.galley.application.assistant;

import dev.galley.domain.access.Principal;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The fields of an assistant or draft as clients see them, without links. */
public final class AssistantRepresentation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AssistantRepresentation() {}

  /** All fields; {@code model} expanded when {@code expanded}. */
  public static JsonObject of(AssistantView view, boolean expanded) {
    Assistant assistant = view.assistant();
    AssistantContent content = view.content();
    Optional<Draft> draft = view.draft();
    Principal owner = assistant.owner();
    Stamp created = draft.map(Draft::opened).orElse(assistant.created());
    Stamp updated = draft.map(Draft::updated).orElse(assistant.updated());
    JsonObject.Builder json =
        JsonObject.builder()
            .put("id", view.id().toString())
            .put("naturalId", view.naturalId())
            .put("slug", assistant.slug().value() + (draft.isPresent() ? "-draft" : ""))
            .put("name", content.name())
            .putOrNull("description", content.description())
            .putOrNull("instructions", content.instructions())
            .putOrNull("welcome", content.welcome())
            .put("dispatcher", content.dispatcher())
            .put("suggestions", JsonArray.ofTexts(content.suggestions()))
            .putOrNull("modelId", content.modelId());
    if (expanded) {
      json.put("model", model(view));
    }
    json.put("token", hasToken(assistant, draft) ? Json.of(AssistantPatch.TOKEN_MASK) : NULL)
        .putOrNull("icon", content.icon())
        .put("shared", content.shared())
        .put("embedded", content.embedded())
        .put("data", content.data())
        .put("ownerId", owner.id())
        .put("ownerType", owner.kind().wireName())
        .putOrNull("folderId", assistant.folder())
        .put("editingId", draft.isPresent() ? Json.of(assistant.id().value().toString()) : NULL)
        .put("tags", JsonArray.ofTexts(content.tags()))
        .put("skills", JsonArray.ofAll(content.skills(), skill -> skill(view, skill)))
        .put("protected", assistant.locked())
        .put("revision", assistant.live().revision());
    draft.ifPresent(d -> json.put("base", d.base()).put("outdated", assistant.outdated()));
    return json.put("createdAt", time(created.at()))
        .put("createdBy", created.by())
        .put("updatedAt", time(updated.at()))
        .put("updatedBy", updated.by())
        .build();
  }

  private static final Json NULL = JsonNull.NULL;

  private static Json model(AssistantView view) {
    return view.model()
        .<Json>map(model ->
            JsonObject.builder()
                .put("id", model.id())
                .put("name", model.name())
                .put("tier", model.tier())
                .build())
        .orElse(NULL);
  }

  private static boolean hasToken(Assistant assistant, Optional<Draft> draft) {
    TokenChange pending = draft.map(Draft::token).orElse(new TokenChange.Keep());
    Optional<ContentHash> token = pending.applyTo(assistant.token());
    return token.isPresent();
  }

  /** A skill of an assistant, marked when its template is not installed. */
  public static JsonObject skill(AssistantView view, Skill skill) {
    return view.unavailable().contains(skill.type())
        ? skill(skill).with("unavailable", JsonBoolean.TRUE)
        : skill(skill);
  }

  /** A skill with all its fields. */
  public static JsonObject skill(Skill skill) {
    return JsonObject.builder()
        .put("id", skill.id().toString())
        .put("type", skill.type())
        .putOrNull("name", skill.name())
        .putOrNull("description", skill.description())
        .put("data", skill.data())
        .putOrNull("datasetId", skill.datasetId())
        .putOrNull("datasourceId", skill.datasourceId())
        .putOrNull("reportId", skill.reportId())
        .putOrNull("queryId", skill.queryId())
        .putOrNull("templateId", skill.templateId())
        .putOrNull("integrationId", skill.integrationId())
        .build();
  }

  /** One head that a draft had, with what is noted about it, without its content. */
  public static JsonObject entry(Draft draft, HistoryEntry entry) {
    boolean reachable = draft.path().has(entry.seqNo());
    JsonObject.Builder json =
        JsonObject.builder()
            .put("seqNo", entry.seqNo())
            .put("contentHash", entry.content().value())
            .put("at", time(entry.stamp().at()))
            .put("by", entry.stamp().by())
            .put("current", entry.seqNo() == draft.seqNo())
            .put("reachable", reachable)
            .put("pinned", draft.mark(entry.seqNo()).pinned())
            .putOrNull("label", draft.mark(entry.seqNo()).label());
    return (reachable ? json.put("base", draft.path().baseOf(entry.seqNo())) : json).build();
  }

  /** A time: ISO-8601, milliseconds, UTC. */
  public static String time(Instant at) {
    return TIME.format(at);
  }
}
