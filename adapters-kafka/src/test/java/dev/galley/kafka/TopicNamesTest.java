package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.event.EventTopic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
  private static final TopicNames EACH = new TopicNames("{tenant}.commits", "{tenant}.rest");

  @Test
  void everyTenantHasNamesThatKafkaTakesAndTellsApart() {
    List<String> tenants =
        Stream.of(
                "a",
                "A",
                "a.b",
                "a_b",
                "a-b",
                "a b",
                "ab",
                "a_2eb",
                "...",
                ".a",
                "ü",
                "\uD83D\uDE00",
                "__x",
                "日本",
                "x".repeat(200),
                "x".repeat(199) + "y",
                "ü".repeat(200),
                "ü".repeat(199) + "ö",
                "\uD83D\uDE00".repeat(200))
            .toList();
    Set<String> seen = new HashSet<>();
    for (String tenant : tenants) {
      for (EventTopic topic : EventTopic.values()) {
        String name = EACH.of(topic, new TenantId(tenant));
        Topic.validate(name);
        assertThat(seen.add(name.replace('.', '_'))).as(tenant).isTrue();
      }
    }
  }

  @Test
  void withoutTenantsThereAreTwoNames() {
    assertThat(TopicNames.DEFAULT.known())
        .containsExactly("galley.draft-committed", "galley.lifecycle");
    assertThat(EACH.known()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a b",
        "a/b",
        "{tenant}{tenant}",
        "{tenent}",
        "{tenant",
        "__x",
        "ü"
      })
  void namesThatNoTopicCanHaveAreRefused(String template) {
    assertThatThrownBy(() -> new TopicNames(template, "other"))
        .isInstanceOf(InvalidKafkaSetting.class)
        .hasMessageStartingWith(
            "galley.kafka.topics.draft-committed: " + template + " (expected: ");
  }

  @Test
  void bothNamesMustNotBeOneForKafka() {
    assertThatThrownBy(() -> new TopicNames("a.b", "a_b"))
        .hasMessageStartingWith("galley.kafka.topics.lifecycle: a_b (expected: ");
    assertThatThrownBy(() -> new TopicNames("a-{tenant}", "b"))
        .hasMessageStartingWith("galley.kafka.topics.lifecycle: b (expected: ");
  }
}
