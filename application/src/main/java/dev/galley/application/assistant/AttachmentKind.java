package dev.galley.application.assistant;

import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.assistant.Attachments;
import dev.galley.domain.assistant.Dataset;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.TargetReference;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What all attachments of one kind have in common.
 *
 * @param noun what one of them is called in messages
 * @param list those of a kind
 * @param with others in their place
 * @param id what names one among the others
 * @param name what an assistant cannot have twice
 * @param shown one as clients see it, without links
 * @param most how many an assistant can have
 */
public record AttachmentKind<M>(
    String noun,
    Function<Attachments, List<M>> list,
    BiFunction<Attachments, List<M>, Attachments> with,
    Function<M, String> id,
    Function<M, String> name,
    Function<M, JsonObject> shown,
    ToIntFunction<AttachmentLimits> most) {

  /** Datasets, by the id of the data. */
  public static final AttachmentKind<Dataset> DATASETS =
      new AttachmentKind<>(
          "dataset",
          Attachments::datasets,
          Attachments::withDatasets,
          Dataset::id,
          Dataset::id,
          dataset ->
              JsonObject.builder()
                  .put("id", dataset.id())
                  .put("datasetId", dataset.id())
                  .put("filter", dataset.filter())
                  .build(),
          AttachmentLimits::datasets);

  /** References, by the id of their target. */
  public static final AttachmentKind<TargetReference> REFERENCES =
      new AttachmentKind<>(
          "reference",
          Attachments::references,
          Attachments::withReferences,
          TargetReference::targetId,
          TargetReference::targetId,
          reference ->
              JsonObject.builder()
                  .put("id", reference.targetId())
                  .put("targetId", reference.targetId())
                  .put("targetType", reference.targetType())
                  .putOrNull("description", reference.description())
                  .build(),
          AttachmentLimits::references);

  /** Files; several may have the same name. */
  public static final AttachmentKind<AttachedFile> FILES =
      new AttachmentKind<>(
          "file",
          Attachments::files,
          Attachments::withFiles,
          file -> file.id().toString(),
          file -> file.id().toString(),
          file ->
              JsonObject.builder()
                  .put("id", file.id().toString())
                  .put("name", file.name())
                  .put("mediaType", file.mediaType())
                  .put("size", file.size())
                  .put("sha256", file.hash().value())
                  .build(),
          AttachmentLimits::files);

  /** Secrets. What is shown is never the value. */
  public static final AttachmentKind<Secret> SECRETS =
      new AttachmentKind<>(
          "secret",
          Attachments::secrets,
          Attachments::withSecrets,
          secret -> secret.id().toString(),
          Secret::name,
          secret ->
              JsonObject.builder()
                  .put("id", secret.id().toString())
                  .put("name", secret.name())
                  .putOrNull("description", secret.description())
                  .put(
                      "value",
                      secret.version().isPresent()
                          ? Json.of(AssistantPatch.TOKEN_MASK)
                          : JsonNull.NULL)
                  .put("valueMissing", secret.version().isEmpty())
                  .build(),
          AttachmentLimits::secrets);

  public AttachmentKind {
    Objects.requireNonNull(noun, "noun");
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(with, "with");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shown, "shown");
    Objects.requireNonNull(most, "most");
  }

  /** The tag of one, for preconditions on it alone. */
  public String tag(M member) {
    JsonObject whole = shown.apply(member);
    if (member instanceof Secret secret) {
      // Another value shows nothing else.
      whole =
          JsonObject.builder()
              .putAll(whole)
              .putIfPresent("version", secret.version().map(UUID::toString))
              .build();
    }
    return ContentHash.of(whole).prefix(24);
  }
}
