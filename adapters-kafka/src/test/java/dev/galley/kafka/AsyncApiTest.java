package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.event.EventTopic;
import dev.galley.domain.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

class AsyncApiTest {
  private final Map<String, Object> document = read();

  @Test
  void eachReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    walk(
        document,
        (name, value) -> {
          if (name.equals("$ref")) {
            references.add((String) value);
          }
        });
    assertThat(references).hasSizeGreaterThan(20);
    for (String reference : references) {
      if (reference.startsWith("./schemas/")) {
        assertThat(AsyncApiTest.class.getResource("/galley" + reference.substring(1)))
            .as(reference)
            .isNotNull();
      } else {
        assertThat(at(reference)).as(reference).isNotNull();
      }
    }
  }

  @Test
  void eachTypeIsAMessageOnItsTopic() {
    for (EventTopic topic : EventTopic.values()) {
      String channel = topic == EventTopic.LIFECYCLE ? "lifecycle" : "draftCommitted";
      assertThat(at("#/channels/" + channel + "/address"))
          .isEqualTo(
              topic == EventTopic.LIFECYCLE
                  ? TopicNames.DEFAULT.lifecycle()
                  : TopicNames.DEFAULT.draftCommitted());
      Set<String> expected = new TreeSet<>();
      for (EventType type : EventType.values()) {
        if (type.topic() == topic) {
          expected.add(type.wireName());
        }
      }
      Set<String> documented = new TreeSet<>();
      for (Object message : map(at("#/channels/" + channel + "/messages")).values()) {
        documented.add(text(messageOf(message), "name"));
      }
      assertThat(documented).isEqualTo(expected);
    }
  }

  @Test
  void eachOperationSendsWhatItsChannelHas() {
    for (Object value : map(at("#/operations")).values()) {
      Map<String, Object> operation = map(value);
      assertThat(operation).containsEntry("action", "send");
      String channel = text(in(operation, "channel"), "$ref");
      assertThat((List<?>) in(operation, "messages"))
          .hasSameSizeAs(map(in(at(channel), "messages")).values())
          .allSatisfy(
              message -> assertThat(text(message, "$ref")).startsWith(channel + "/messages/"));
    }
  }

  @Test
  void examplesAreAsTheirSchemasSay() {
    JsonMapper json = JsonMapper.shared();
    for (Object value : map(at("#/components/messages")).values()) {
      Map<String, Object> message = map(value);
      String type = text(message, "name");
      assertThat(map(in(message, "payload"))).containsEntry("$ref", "./schemas/" + type + ".json");
      List<?> examples = (List<?>) in(message, "examples");
      assertThat(examples).isNotEmpty();
      for (Object example : examples) {
        Map<String, Object> headers = map(in(example, "headers"));
        assertThat(headers).containsEntry("ce_type", type);
        assertThat(headers.keySet())
            .containsAll(strings(at("#/components/schemas/headers/required")))
            .isSubsetOf(map(at("#/components/schemas/headers/properties")).keySet());
        assertThat(Schemas.faults(type, json.writeValueAsString(in(example, "payload")))).isEmpty();
      }
    }
  }

  private Map<String, Object> messageOf(Object reference) {
    return map(at(text(reference, "$ref")));
  }

  private Object at(String pointer) {
    Object found = document;
    for (String step : pointer.substring(2).split("/", -1)) {
      found = in(found, step);
    }
    return found;
  }

  private static Object in(Object map, String name) {
    return Objects.requireNonNull(map(map).get(name), name);
  }

  private static String text(Object map, String name) {
    return in(map, name).toString();
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static void walk(Object value, BiConsumer<String, Object> visitor) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, child) -> {
        visitor.accept(name.toString(), child);
        walk(child, visitor);
      });
    } else if (value instanceof Collection<?> list) {
      list.forEach(child -> walk(child, visitor));
    }
  }

  private static Map<String, Object> read() {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/galley/asyncapi.yaml")) {
      return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
