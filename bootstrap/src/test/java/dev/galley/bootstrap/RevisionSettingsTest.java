package dev.galley.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.rest.InvalidSetting;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionSettingsTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @Test
  void settingsThatKeepLessThanWasPromisedAreNamed() {
    assertThatCode(() -> new RevisionSettings(true, 1_000, YEAR)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new RevisionSettings(false, 999, YEAR))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("galley.revisions.keep: 999 (expected: 1000 or more)");
    assertThatThrownBy(() -> new RevisionSettings(false, 1_000, Duration.ofDays(364)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("galley.revisions.keep-for: 364d (expected: 365d to 36500d)");
  }

  @Test
  void settingsAreReadWhenTheServerStarts() {
    Map<String, Object> settings =
        Map.of(
            "galley.store.kind", "memory",
            "galley.data-dir", "target/revision-settings",
            "galley.revisions.prune", "true",
            "galley.revisions.keep-for", "400d");
    try (ApplicationContext context = ApplicationContext.run(settings, "http-contract")) {
      assertThat(context.getBean(RevisionSettings.class))
          .isEqualTo(new RevisionSettings(true, 1_000, Duration.ofDays(400)));
    }
    Map<String, Object> unsafe =
        Map.of("galley.store.kind", "memory", "galley.revisions.keep", "10");
    assertThatThrownBy(() -> ApplicationContext.run(unsafe, "http-contract").close())
        .hasStackTraceContaining("galley.revisions.keep: 10 (expected: 1000 or more)");
  }
}
