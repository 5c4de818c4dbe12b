package dev.galley.domain.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What an assistant's skills work with: datasets, references, files and secrets. */
public record Attachments(
    List<Dataset> datasets,
    List<TargetReference> references,
    List<AttachedFile> files,
    List<Secret> secrets) {

  /** Nothing of it. */
  public static final Attachments NONE =
      new Attachments(List.of(), List.of(), List.of(), List.of());

  /** The members of a content that hold them. */
  public static final Set<String> MEMBERS = Set.of("datasets", "references", "files", "secrets");

  public Attachments {
    datasets = List.copyOf(datasets);
    references = List.copyOf(references);
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
  }

  /** These with other datasets. */
  public Attachments withDatasets(List<Dataset> others) {
    return new Attachments(others, references, files, secrets);
  }

  /** These with other references. */
  public Attachments withReferences(List<TargetReference> others) {
    return new Attachments(datasets, others, files, secrets);
  }

  /** These with other files. */
  public Attachments withFiles(List<AttachedFile> others) {
    return new Attachments(datasets, references, others, secrets);
  }

  /** These with other secrets. */
  public Attachments withSecrets(List<Secret> others) {
    return new Attachments(datasets, references, files, others);
  }

  /** The secret with that id. */
  public Optional<Secret> secret(UUID id) {
    return secrets.stream().filter(secret -> secret.id().equals(id)).findFirst();
  }

  /** As members of a content; those without any are left out. */
  void write(JsonObject.Builder content) {
    write(content, "datasets", datasets, Dataset::toJson);
    write(content, "references", references, TargetReference::toJson);
    write(content, "files", files, AttachedFile::toJson);
    write(content, "secrets", secrets, Secret::toJson);
  }

  private static <T> void write(
      JsonObject.Builder content, String name, List<T> items, Function<T, Json> json) {
    content.putIf(!items.isEmpty(), name, JsonArray.ofAll(items, json));
  }

  /** What {@link #write} wrote. */
  static Attachments read(JsonObject content) {
    return new Attachments(
        read(content, "datasets", Dataset::fromJson),
        read(content, "references", TargetReference::fromJson),
        read(content, "files", AttachedFile::fromJson),
        read(content, "secrets", Secret::fromJson));
  }

  private static <T> List<T> read(JsonObject content, String name, Function<Json, T> item) {
    return content.get(name).stream()
        .flatMap(list -> ((JsonArray) list).items().stream())
        .map(item)
        .toList();
  }
}
