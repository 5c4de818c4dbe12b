package dev.galley.application.assistant;

import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AttachedFile;
import dev.galley.domain.assistant.Attachments;
import dev.galley.domain.assistant.Dataset;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.TargetReference;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the attachments of a content that was put together of others. Bytes and values can't be
 * sent in a content: files and secrets are those of one of the sides.
 */
final class ComposedAttachments {
  private final Limits limits;
  private final List<Attachments> sides;

  ComposedAttachments(Limits limits, List<Attachments> sides) {
    this.limits = limits;
    this.sides = List.copyOf(sides);
  }

  /** The attachments; what is wrong is added to the errors with its Galley path. */
  Attachments read(JsonObject content, List<FieldError> errors) {
    return new Attachments(
        read(content, "datasets", AttachmentKind.DATASETS, this::dataset, errors),
        read(content, "references", AttachmentKind.REFERENCES, this::reference, errors),
        read(content, "files", AttachmentKind.FILES, this::file, errors),
        read(content, "secrets", AttachmentKind.SECRETS, this::secret, errors));
  }

  private <M> List<M> read(
      JsonObject content,
      String name,
      AttachmentKind<M> kind,
      Function<JsonObject, M> member,
      List<FieldError> errors) {
    String pointer = JsonPointer.child(JsonPointer.ROOT, name);
    Json list = content.get(name).orElse(JsonArray.EMPTY);
    if (!(list instanceof JsonArray(List<Json> items))) {
      errors.add(new FieldError(pointer, "must be an array, not " + list.typeName()));
      return List.of();
    }
    int most = kind.most().applyAsInt(limits.attached());
    if (items.size() > most) {
      errors.add(
          new FieldError(
              pointer, "must have at most " + most + " items; this has " + items.size()));
      return List.of();
    }
    List<M> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Json item : items) {
      Optional<String> id =
          item instanceof JsonObject object ? object.text("id") : Optional.empty();
      if (id.isEmpty()) {
        errors.add(new FieldError(pointer, "must be a list of objects, each with its id"));
        continue;
      }
      String at = JsonPointer.child(pointer, id.get());
      try {
        M made = member.apply((JsonObject) item);
        members.add(made);
        if (!names.add(kind.name().apply(made))) {
          errors.add(new FieldError(at, "is called as another " + kind.noun() + " is"));
        }
      } catch (InvalidContent e) {
        e.errors()
            .forEach(error -> errors.add(new FieldError(at + error.pointer(), error.detail())));
      }
    }
    return members;
  }

  private <M> Stream<M> all(Function<Attachments, List<M>> list) {
    return sides.stream().flatMap(side -> list.apply(side).stream());
  }

  /** As it would be read out of a content of which it is a part. */
  private static Attachments part(String name, JsonObject member) {
    try {
      return AssistantContent.fromJson(
              JsonObject.builder()
                  .put("name", "")
                  .put(name, new JsonArray(List.of(member)))
                  .build())
          .attached();
    } catch (RuntimeException e) {
      throw InvalidContent.at(JsonPointer.ROOT, "has not the fields of one of the sides");
    }
  }

  private Dataset dataset(JsonObject json) {
    return AttachmentBodies.dataset(
        json.without("id").with("datasetId", json.get("id").orElseThrow()), limits);
  }

  private TargetReference reference(JsonObject json) {
    return AttachmentBodies.reference(
        json.without("id").with("targetId", json.get("id").orElseThrow()), limits);
  }

  private AttachedFile file(JsonObject json) {
    AttachedFile file = part("files", json).files().getFirst();
    if (!AttachmentBodies.isFileName(file.name())
        || all(Attachments::files).noneMatch(side -> side.named(file.name()).equals(file))) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be a file that one of the sides has");
    }
    return file;
  }

  private Secret secret(JsonObject json) {
    Secret secret = part("secrets", json).secrets().getFirst();
    if (all(Attachments::secrets).noneMatch(side -> side.id().equals(secret.id()))
        || secret.name().isBlank()
        || secret.name().codePointCount(0, secret.name().length()) > limits.name()) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be a secret that one of the sides has");
    }
    // A value belongs to its secret under its name; a name of one side has not the value of the
    // other.
    boolean fits =
        all(Attachments::secrets)
            .anyMatch(side ->
                side.id().equals(secret.id())
                    && side.name().equals(secret.name())
                    && side.version().equals(secret.version()));
    return fits ? secret : secret.valued(Optional.empty());
  }
}
