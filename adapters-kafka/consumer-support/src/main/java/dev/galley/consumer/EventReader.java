package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes an event of CloudEvents attributes and a payload. */
final class EventReader {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  private EventReader() {}

  /** The attributes of one event, whatever they are written in. */
  interface Attributes {

    /** How an attribute is called where it stands. */
    String nameOf(String attribute);

    Optional<String> find(String attribute) throws MalformedException;

    default String get(String attribute) throws MalformedException {
      return find(attribute)
          .filter(text -> !text.isEmpty())
          .orElseThrow(() -> malformed(attribute, "none", "a text"));
    }

    default MalformedException malformed(String attribute, String found, String rule) {
      return MalformedException.of(nameOf(attribute), found, rule);
    }
  }

  static GalleyEvent read(Attributes attributes, JsonNode data) throws MalformedException {
    Envelope envelope = envelope(attributes);
    return switch (envelope.type()) {
      case AssistantCreated.TYPE -> new AssistantCreated(envelope, assistant(envelope, data));
      case AssistantLiveUpdated.TYPE ->
          new AssistantLiveUpdated(envelope, assistant(envelope, data));
      case AssistantDraftCommitted.TYPE ->
          new AssistantDraftCommitted(envelope, assistant(envelope, data));
      case AssistantDeleted.TYPE -> new AssistantDeleted(envelope, assistant(envelope, data));
      case AgentCreated.TYPE -> new AgentCreated(envelope, agent(envelope, data));
      case AgentLiveUpdated.TYPE -> new AgentLiveUpdated(envelope, agent(envelope, data));
      case AgentRevisionCreated.TYPE -> new AgentRevisionCreated(envelope, agent(envelope, data));
      case AgentDraftCommitted.TYPE -> new AgentDraftCommitted(envelope, agent(envelope, data));
      case AgentDeployed.TYPE -> new AgentDeployed(envelope, agent(envelope, data));
      case AgentDeleted.TYPE -> new AgentDeleted(envelope, agent(envelope, data));
      case PersonaDraftCommitted.TYPE ->
          new PersonaDraftCommitted(envelope, persona(envelope, data));
      case PersonaDeleted.TYPE -> new PersonaDeleted(envelope, persona(envelope, data));
      default -> new UnknownEvent(envelope, data);
    };
  }

  private static Envelope envelope(Attributes attributes) throws MalformedException {
    if (!attributes.get("specversion").equals("1.0")) {
      throw attributes.malformed("specversion", attributes.get("specversion"), "1.0");
    }
    UUID id = uuid(attributes, "id");
    UUID subject = uuid(attributes, "subject");
    Instant time = time(attributes.nameOf("time"), attributes.get("time"));
    long sequence = number(attributes, "sequence", attributes.get("sequence"));
    Optional<String> previous = attributes.find("previous");
    OptionalLong before =
        previous.isPresent()
            ? OptionalLong.of(number(attributes, "previous", previous.get()))
            : OptionalLong.empty();
    if (!Envelope.TYPE.matcher(attributes.get("type")).matches()) {
      throw attributes.malformed("type", attributes.get("type"), Envelope.TYPE_RULE);
    }
    if (attributes.get("tenant").indexOf('/') >= 0) {
      throw attributes.malformed("tenant", attributes.get("tenant"), Envelope.TENANT_RULE);
    }
    if (before.isPresent() && before.getAsLong() >= sequence) {
      throw attributes.malformed("previous", previous.orElse(""), Envelope.PREVIOUS_RULE);
    }
    return new Envelope(
        id,
        attributes.get("source"),
        attributes.get("type"),
        subject,
        time,
        attributes.get("tenant"),
        attributes.get("actor"),
        sequence,
        before,
        attributes.find("traceparent"));
  }

  private static AssistantPayload assistant(Envelope envelope, JsonNode data)
      throws MalformedException {
    PayloadReader payload = new PayloadReader(data);
    return new AssistantPayload(
        id(envelope, payload),
        payload.text("naturalId"),
        payload.findText("oldNaturalId"),
        payload.text("kind"),
        payload.number("revision"),
        payload.text("revisionHash"),
        payload.text("contentHash"),
        payload.findNumber("baseRevision"),
        payload.text("actor"),
        time("data/at", payload.text("at")),
        payload.findText("comment"),
        payload.texts("changedPaths"),
        payload.bool("changedPathsTruncated"),
        payload.findObject("content"),
        payload.findText("contentLink"));
  }

  private static AgentPayload agent(Envelope envelope, JsonNode data) throws MalformedException {
    PayloadReader payload = new PayloadReader(data);
    return new AgentPayload(
        id(envelope, payload),
        payload.text("naturalId"),
        payload.text("kind"),
        payload.findText("displayName"),
        payload.findText("description"),
        payload.texts("tags"),
        payload.number("revision"),
        payload.findText("revisionHash"),
        payload.findText("contentHash"),
        payload.bool("current"),
        payload.number("newestRevision"),
        payload.findNumber("currentRevision"),
        payload.findNumber("previousRevision"),
        payload.findNumber("baseRevision"),
        payload.text("actor"),
        time("data/at", payload.text("at")),
        payload.findText("comment"),
        payload.texts("changedPaths"),
        payload.bool("changedPathsTruncated"),
        payload.findObject("content"),
        payload.findText("contentLink"));
  }

  private static PersonaPayload persona(Envelope envelope, JsonNode data)
      throws MalformedException {
    PayloadReader payload = new PayloadReader(data);
    return new PersonaPayload(
        id(envelope, payload),
        payload.text("naturalId"),
        payload.text("kind"),
        payload.text("name"),
        payload.text("ownerId"),
        payload.text("ownerType"),
        payload.number("revision"),
        payload.text("revisionHash"),
        payload.text("contentHash"),
        payload.findNumber("baseRevision"),
        payload.text("actor"),
        time("data/at", payload.text("at")),
        payload.findText("comment"),
        payload.texts("changedPaths"),
        payload.bool("changedPathsTruncated"),
        payload.findObject("content"),
        payload.findText("contentLink"));
  }

  private static UUID id(Envelope envelope, PayloadReader payload) throws MalformedException {
    UUID id = uuid("data/id", payload.text("id"));
    if (!id.equals(envelope.subject())) {
      throw MalformedException.of("data/id", id.toString(), "the subject " + envelope.subject());
    }
    return id;
  }

  private static UUID uuid(Attributes attributes, String attribute) throws MalformedException {
    return uuid(attributes.nameOf(attribute), attributes.get(attribute));
  }

  private static UUID uuid(String name, String text) throws MalformedException {
    if (!UUID_FORM.matcher(text).matches()) {
      throw MalformedException.of(name, text, "a UUID");
    }
    return UUID.fromString(text);
  }

  private static Instant time(String name, String text) throws MalformedException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw MalformedException.of(name, text, "a time of RFC 3339");
    }
  }

  private static long number(Attributes attributes, String attribute, String text)
      throws MalformedException {
    if (DIGITS.matcher(text).matches()) {
      try {
        long number = Long.parseLong(text);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Too large: no number of Galley's.
      }
    }
    throw attributes.malformed(attribute, text, "1 to " + Long.MAX_VALUE + " in up to 20 digits");
  }
}
