package dev.galley.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.galley.consumer.AgentPayload;
import dev.galley.consumer.AssistantPayload;
import dev.galley.consumer.PersonaPayload;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonReader;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes payloads back, so that a test sees what was lost on reading. */
final class Payloads {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Payloads() {}

  /** The canonical form. */
  static String write(AssistantPayload payload) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", payload.id().toString()).put("naturalId", payload.naturalId());
    payload.oldNaturalId().ifPresent(old -> json.put("oldNaturalId", old));
    json.put("kind", payload.kind()).put("revision", payload.revision());
    json.put("revisionHash", payload.revisionHash()).put("contentHash", payload.contentHash());
    payload.baseRevision().ifPresent(base -> json.put("baseRevision", base));
    json.put("actor", payload.actor()).put("at", MILLISECONDS.format(payload.at()));
    payload.comment().ifPresent(comment -> json.put("comment", comment));
    payload.changedPaths().forEach(json.putArray("changedPaths")::add);
    json.put("changedPathsTruncated", payload.changedPathsTruncated());
    payload.content().ifPresent(content -> json.set("content", content));
    payload.contentLink().ifPresent(link -> json.put("contentLink", link));
    return canonical(json);
  }

  /** The canonical form. */
  static String write(AgentPayload payload) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", payload.id().toString()).put("naturalId", payload.naturalId());
    json.put("kind", payload.kind());
    payload
        .displayName()
        .ifPresent(name -> {
          json.put("displayName", name);
          payload.tags().forEach(json.putArray("tags")::add);
        });
    payload.description().ifPresent(description -> json.put("description", description));
    json.put("revision", payload.revision());
    payload.revisionHash().ifPresent(hash -> json.put("revisionHash", hash));
    payload.contentHash().ifPresent(hash -> json.put("contentHash", hash));
    json.put("current", payload.current()).put("newestRevision", payload.newestRevision());
    payload.currentRevision().ifPresent(current -> json.put("currentRevision", current));
    payload.previousRevision().ifPresent(previous -> json.put("previousRevision", previous));
    payload.baseRevision().ifPresent(base -> json.put("baseRevision", base));
    json.put("actor", payload.actor()).put("at", MILLISECONDS.format(payload.at()));
    payload.comment().ifPresent(comment -> json.put("comment", comment));
    payload.changedPaths().forEach(json.putArray("changedPaths")::add);
    json.put("changedPathsTruncated", payload.changedPathsTruncated());
    payload.content().ifPresent(content -> json.set("content", content));
    payload.contentLink().ifPresent(link -> json.put("contentLink", link));
    return canonical(json);
  }

  /** The canonical form. */
  static String write(PersonaPayload payload) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", payload.id().toString()).put("naturalId", payload.naturalId());
    json.put("kind", payload.kind()).put("name", payload.name());
    json.put("ownerId", payload.ownerId()).put("ownerType", payload.ownerType());
    json.put("revision", payload.revision());
    json.put("revisionHash", payload.revisionHash()).put("contentHash", payload.contentHash());
    payload.baseRevision().ifPresent(base -> json.put("baseRevision", base));
    json.put("actor", payload.actor()).put("at", MILLISECONDS.format(payload.at()));
    payload.comment().ifPresent(comment -> json.put("comment", comment));
    payload.changedPaths().forEach(json.putArray("changedPaths")::add);
    json.put("changedPathsTruncated", payload.changedPathsTruncated());
    payload.content().ifPresent(content -> json.set("content", content));
    payload.contentLink().ifPresent(link -> json.put("contentLink", link));
    return canonical(json);
  }

  private static String canonical(ObjectNode json) throws JsonProcessingException {
    return CanonicalJson.write(JsonReader.read(JSON.writeValueAsString(json)));
  }
}
