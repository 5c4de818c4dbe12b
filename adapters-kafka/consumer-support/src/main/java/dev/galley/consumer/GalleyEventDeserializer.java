package dev.galley.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of Galley's records: CloudEvents 1.0 in binary mode (headers {@code ce_*}) and
 * in structured mode (content type {@code application/cloudevents+json}), told by each record
 * itself.
 *
 * <p>It never throws. A type of event that it does not know becomes an {@link UnknownEvent}, a
 * member of the payload that it does not know is left alone, and what can't be read becomes a
 * {@link MalformedMessage}. An exception would come out of {@code poll()} and come back with every
 * further {@code poll()}, until somebody moves the consumer past the record by hand. A record
 * without a value, which Galley never writes, has no message: null.
 */
public final class GalleyEventDeserializer implements Deserializer<GalleyMessage> {
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** Made by Kafka from its configuration. */
  public GalleyEventDeserializer() {}

  /** Reads a record without headers, which can only be one of structured mode. */
  @Override
  public @Nullable GalleyMessage deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    try {
      return structured(data);
    } catch (MalformedException e) {
      return new MalformedMessage(e.problem(), ByteBuffer.wrap(data));
    }
  }

  @Override
  public @Nullable GalleyMessage deserialize(
      String topic, Headers headers, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    try {
      String contentType = header(headers, CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
      return contentType.startsWith(STRUCTURED)
          ? structured(contentType, data)
          : binary(headers, contentType, data);
    } catch (MalformedException e) {
      return new MalformedMessage(e.problem(), ByteBuffer.wrap(data));
    }
  }

  private static GalleyEvent binary(Headers headers, String contentType, byte[] data)
      throws MalformedException {
    HeaderAttributes attributes = new HeaderAttributes(headers);
    attributes.get("specversion");
    if (!contentType.isEmpty() && !isJson(contentType)) {
      throw MalformedException.of(CONTENT_TYPE, contentType, "application/json");
    }
    return EventReader.read(attributes, data.length == 0 ? NullNode.getInstance() : json(data));
  }

  private static GalleyEvent structured(String contentType, byte[] data) throws MalformedException {
    if (!isJson(contentType)) {
      throw MalformedException.of(CONTENT_TYPE, contentType, "application/cloudevents+json");
    }
    return structured(data);
  }

  private static GalleyEvent structured(byte[] data) throws MalformedException {
    JsonNode event = json(data);
    if (!event.isObject()) {
      throw new MalformedException("value: no JSON object (expected: a CloudEvent)");
    }
    JsonNode payload = event.get("data");
    return EventReader.read(
        new MemberAttributes(event), payload == null ? NullNode.getInstance() : payload);
  }

  private static boolean isJson(String contentType) {
    String mediaType = contentType.split(";", 2)[0].strip();
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }

  private static JsonNode json(byte[] data) throws MalformedException {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      // Its message can show a piece of the content.
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new MalformedException("value: no JSON" + place + " (expected: JSON in UTF-8)");
    } catch (IOException e) {
      throw new MalformedException("value: no JSON (expected: JSON in UTF-8)");
    }
  }

  private static Optional<String> header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The attributes of binary mode. */
  private record HeaderAttributes(Headers headers) implements EventReader.Attributes {

    @Override
    public String nameOf(String attribute) {
      return PREFIX + attribute;
    }

    @Override
    public Optional<String> find(String attribute) {
      return header(headers, PREFIX + attribute);
    }
  }

  /** The attributes of structured mode. */
  private record MemberAttributes(JsonNode event) implements EventReader.Attributes {

    @Override
    public String nameOf(String attribute) {
      return attribute;
    }

    @Override
    public Optional<String> find(String attribute) throws MalformedException {
      JsonNode member = event.get(attribute);
      if (member == null || member.isNull()) {
        return Optional.empty();
      }
      if (!member.isTextual() && !member.isIntegralNumber()) {
        throw malformed(attribute, "JSON " + member.getNodeType(), "a text");
      }
      return Optional.of(member.asText());
    }
  }
}
