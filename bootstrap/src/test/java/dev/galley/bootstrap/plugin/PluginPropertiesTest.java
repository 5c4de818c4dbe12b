package dev.galley.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.plugins.host.PluginSigner;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginPropertiesTest {
  private static final String KEY = PluginSigner.newKeys().publicKey();

  private static void start(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("galley.store.kind", "memory");
    ApplicationContext.run(all).close();
  }

  @ParameterizedTest
  @CsvSource({
    "galley.plugins.allow, 1234",
    "galley.plugins.publishers, acme",
    "galley.plugins.publishers, acme:AAAA",
    "galley.plugins.max-size, 10",
    "galley.plugins.watch, 1ms",
    "galley.plugins.call-timeout, 1h",
    "galley.plugins.start-timeout, 1h",
    "galley.plugins.pause, 1ms",
    "galley.plugins.concurrency, 0",
    "galley.plugins.failed-gate, maybe",
    "galley.plugins.upload, true"
  })
  void badSettingStopsTheStartAndIsNamed(String name, String value) {
    assertThatThrownBy(() -> start(Map.of(name, value))).hasStackTraceContaining(name + ":");
  }

  @Test
  void uploadNeedsSignaturesAndSomebodyToSign() {
    assertThatThrownBy(() -> start(Map.of("galley.plugins.upload", true)))
        .hasStackTraceContaining("galley.plugins.require-signature=true");
    assertThatThrownBy(() ->
            start(Map.of("galley.plugins.upload", true, "galley.plugins.require-signature", true)))
        .hasStackTraceContaining("galley.plugins.publishers");
    Map<String, Object> good =
        Map.of(
            "galley.plugins.upload",
            true,
            "galley.plugins.require-signature",
            true,
            "galley.plugins.watch",
            "0s",
            "galley.plugins.publishers",
            "acme:" + KEY);
    start(good);
    assertThat(good).hasSize(4);
  }
}
