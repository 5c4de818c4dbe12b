package dev.galley.bootstrap.plugin;

import dev.galley.plugins.host.CallLimits;
import dev.galley.plugins.host.PluginSettings;
import dev.galley.plugins.host.Publisher;
import dev.galley.plugins.host.Trust;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which plugins are run, and what they may take.
 *
 * @param dir the folder of jars of third parties; by default {@code plugins} in the data directory
 * @param builtIn the folder of those that came with the server, where it is not beside it
 * @param requireSignature whether only plugins are run that a publisher has signed or whose hash is
 *     allowed
 * @param allow SHA-256 of jars that are run
 * @param publishers {@code name:key} of those whose signatures are good
 * @param upload whether operators may send plugins over HTTP
 * @param maxSize the greatest size of a jar in bytes
 * @param watch how often the folder is looked at; 0 for never
 * @param callTimeout for one call of a plugin
 * @param startTimeout for loading, starting or stopping one
 * @param concurrency how many calls of one plugin run at once
 * @param pause for how long one that fails is not asked
 * @param failedGate {@code warn} or {@code block}: what a gate that gives no answer does to a
 *     commit
 */
@Context
@ConfigurationProperties("galley.plugins")
public record PluginProperties(
    @Nullable Path dir,
    @Nullable Path builtIn,
    @Bindable(defaultValue = "false") boolean requireSignature,
    @Nullable List<String> allow,
    @Nullable List<String> publishers,
    @Bindable(defaultValue = "false") boolean upload,
    @Bindable(defaultValue = "20971520") long maxSize,
    @Bindable(defaultValue = "2s") Duration watch,
    @Bindable(defaultValue = "1s") Duration callTimeout,
    @Bindable(defaultValue = "10s") Duration startTimeout,
    @Bindable(defaultValue = "4") int concurrency,
    @Bindable(defaultValue = "30s") Duration pause,
    @Bindable(defaultValue = "warn") String failedGate) {
  private static final long LARGEST = 200L * 1024 * 1024;

  public PluginProperties {
    allow = allow == null ? List.of() : allow.stream().filter(text -> !text.isBlank()).toList();
    publishers =
        publishers == null
            ? List.of()
            : publishers.stream().filter(text -> !text.isBlank()).toList();
    for (String hash : allow) {
      if (!hash.matches("[0-9a-fA-F]{64}")) {
        throw new InvalidSetting("galley.plugins.allow", hash, "SHA-256: 64 hexadecimal digits");
      }
    }
    for (String publisher : publishers) {
      publisher(publisher);
    }
    if (upload && !requireSignature) {
      throw new InvalidSetting(
          "galley.plugins.upload", true, "galley.plugins.require-signature=true beside it");
    }
    if (upload && publishers.isEmpty() && allow.isEmpty()) {
      throw new InvalidSetting(
          "galley.plugins.upload", true, "galley.plugins.publishers, or galley.plugins.allow");
    }
    if (maxSize < 1_024 || maxSize > LARGEST) {
      throw new InvalidSetting("galley.plugins.max-size", maxSize, "1024 to " + LARGEST);
    }
    if (!watch.isZero()) {
      between("watch", watch, Duration.ofMillis(100), Duration.ofHours(1));
    }
    between("call-timeout", callTimeout, Duration.ofMillis(10), Duration.ofSeconds(30));
    between("start-timeout", startTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    between("pause", pause, Duration.ofMillis(100), Duration.ofHours(1));
    if (concurrency < 1 || concurrency > 100) {
      throw new InvalidSetting("galley.plugins.concurrency", concurrency, "1 to 100");
    }
    if (!failedGate.equals("warn") && !failedGate.equals("block")) {
      throw new InvalidSetting("galley.plugins.failed-gate", failedGate, "warn or block");
    }
  }

  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSetting("galley.plugins." + name, value, least + " to " + most);
    }
  }

  private static Publisher publisher(String text) {
    try {
      return Publisher.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(
          "galley.plugins.publishers",
          text,
          "name:key, the key as 'galley plugins keygen' prints it");
    }
  }

  /** In the words of the host. */
  PluginSettings toSettings(Optional<Path> builtInFolder, Path folder) {
    return new PluginSettings(
        builtInFolder,
        folder,
        new Trust(
            requireSignature,
            Set.copyOf(allow == null ? List.of() : allow),
            (publishers == null ? List.<String>of() : publishers)
                .stream().map(PluginProperties::publisher).toList()),
        new CallLimits(
            callTimeout,
            startTimeout,
            concurrency,
            CallLimits.DEFAULT.patience(),
            CallLimits.DEFAULT.window(),
            CallLimits.DEFAULT.atLeast(),
            pause),
        maxSize,
        failedGate.equals("block"));
  }
}
