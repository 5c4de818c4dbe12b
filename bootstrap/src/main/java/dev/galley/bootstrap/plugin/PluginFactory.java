package dev.galley.bootstrap.plugin;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.plugin.Plugins;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.plugins.host.PluginHost;
import dev.galley.rest.plugin.PluginDoor;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of the server, and all that is known through them. */
@Factory
final class PluginFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFactory.class);

  @Singleton
  @Bean(typed = PluginHost.class, preDestroy = "close")
  PluginHost pluginHost(
      PluginProperties properties,
      @Value("${galley.data-dir:./galley-data}") String dataDirectory) {
    Path folder =
        Objects.requireNonNullElseGet(
            properties.dir(), () -> Path.of(dataDirectory).resolve("plugins"));
    Optional<Path> builtIn =
        Optional.ofNullable(properties.builtIn()).or(PluginFactory::besideTheServer);
    if (builtIn.isEmpty()) {
      LOG.warn("The plugins that come with the server are not beside it (galley.plugins.built-in)");
    }
    PluginHost host = PluginHost.start(properties.toSettings(builtIn, folder));
    LOG.info(
        "Skill templates: {}",
        String.join(", ", host.templates().stream().map(template -> template.id()).toList()));
    return host;
  }

  /** Where the build puts them: a folder beside the server's own jar. */
  private static Optional<Path> besideTheServer() {
    CodeSource source = PluginFactory.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      URI own = source.getLocation().toURI();
      // Of the jar; and, when it runs from its classes, of the jar that the build made of them.
      return Stream.of("plugins", "galley/plugins")
          .map(folder -> Path.of(own).resolveSibling(folder))
          .filter(Files::isDirectory)
          .findFirst();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  @Singleton
  @Bean(typed = SkillCatalog.class)
  SkillCatalog skillCatalog(PluginHost host) {
    return host;
  }

  @Singleton
  @Bean(typed = CommitGates.class)
  CommitGates commitGates(PluginHost host) {
    return host;
  }

  @Singleton
  @Bean(typed = Plugins.class)
  Plugins plugins(PluginHost host) {
    return host;
  }

  @Singleton
  PluginDoor pluginDoor(PluginProperties properties) {
    return new PluginDoor(properties.upload(), properties.maxSize());
  }
}
