package dev.galley.bootstrap.command;

import dev.galley.application.event.Leases;
import dev.galley.application.store.Archive;
import dev.galley.bootstrap.PostgresUrl;
import dev.galley.mongo.MongoSettings;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens stores for commands that work on them without a server. */
interface Stores {
  /** What can be opened. */
  List<String> KINDS = List.of(ServeSettings.POSTGRES, ServeSettings.MONGO);

  /** With this a context has a store and nothing that a server does with one. */
  String ALONE = "galley.store.alone";

  /**
   * Opens one of {@link #KINDS}.
   *
   * @throws CommandFailure with a sentence for the operator when it can't be opened
   */
  OpenStore open(String kind);

  /**
   * The kind that an option names.
   *
   * @throws CommandFailure when there is none of that name
   */
  static String kind(String option, String given) {
    String kind = given.strip().toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      throw CommandFailure.setting(option, given, String.join(" or ", KINDS));
    }
    return kind;
  }

  /** The kind that an option names, else the one that a server would use. */
  static String chosen(
      String option, @Nullable String given, Path dataDirectory, Surroundings surroundings) {
    return given != null
        ? kind(option, given)
        : kind(
            "GALLEY_STORE",
            ServeSettings.of(ServeSettings.Options.NONE, dataDirectory, surroundings).store());
  }

  /** Those that the settings name, for whoever may change them. */
  static Stores of(Path dataDirectory, Surroundings surroundings) {
    return kind ->
        switch (kind) {
          case ServeSettings.POSTGRES -> postgres(dataDirectory, surroundings, Map.of());
          case ServeSettings.MONGO -> mongo(dataDirectory, surroundings);
          default -> throw none(kind);
        };
  }

  /**
   * Those that the settings name, for whoever only reads: PostgreSQL also while a server runs on
   * it, be it Galley's own.
   */
  static Stores reading(Path dataDirectory, Surroundings surroundings) {
    return kind -> {
      Optional<ServerFile> server = running(dataDirectory);
      if (server.filter(running -> !running.store().equals(kind)).isPresent()) {
        throw CommandFailure.failed(
            "The server of this data directory stores in "
                + server.get().store()
                + (server.get().store().equals(ServeSettings.MEMORY)
                    ? ", which no other process can read."
                    : ", not in " + kind + "; give the command the same settings as the server."));
      }
      return switch (kind) {
        case ServeSettings.POSTGRES ->
            postgres(dataDirectory, surroundings, onlyToRead(dataDirectory, surroundings, server));
        case ServeSettings.MONGO -> mongo(dataDirectory, surroundings);
        default -> throw none(kind);
      };
    };
  }

  private static CommandFailure none(String kind) {
    return CommandFailure.failed("This Galley has no store of kind " + kind + ".");
  }

  private static Optional<ServerFile> running(Path dataDirectory) {
    try {
      return ServerFile.read(dataDirectory).filter(ServerFile::isAlive);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The file " + ServerFile.in(dataDirectory) + " can't be read: " + e.getMessage());
    }
  }

  /** A schema that others work with stays as it is, and a child of theirs is asked, not started. */
  private static Map<String, Object> onlyToRead(
      Path dataDirectory, Surroundings surroundings, Optional<ServerFile> server) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("galley.postgres.migrate", false);
    if (settings(ServeSettings.POSTGRES, dataDirectory, surroundings).postgresUrl().isPresent()) {
      return properties;
    }
    try {
      Path cluster =
          PostgresProbe.cluster(dataDirectory)
              .orElseThrow(
                  () -> CommandFailure.failed("In " + dataDirectory + " there is no store."));
      if (server.isPresent()) {
        properties.put(PostgresUrl.SETTING, PostgresProbe.url(cluster));
      }
      return properties;
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The data directory "
              + dataDirectory
              + " can't be read: "
              + e.getMessage()
              + "; run the command as the user who started the server.");
    }
  }

  private static ServeSettings settings(
      String kind, Path dataDirectory, Surroundings surroundings) {
    return ServeSettings.of(
        new ServeSettings.Options(
            Optional.empty(),
            Optional.empty(),
            Optional.of(kind),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        dataDirectory,
        surroundings);
  }

  private static OpenStore mongo(Path dataDirectory, Surroundings surroundings) {
    ServeSettings settings = settings(ServeSettings.MONGO, dataDirectory, surroundings);
    Map<String, Object> properties = new LinkedHashMap<>();
    // A part of a large store is counted in one exchange.
    properties.put("galley.mongo.timeout", "5m");
    properties.put("galley.store.snapshot-grace", "1h");
    settings.mongoUri().ifPresent(uri -> properties.put(MongoSettings.SETTING, uri));
    return open(settings, settings.storeText(), properties);
  }

  private static OpenStore postgres(
      Path dataDirectory, Surroundings surroundings, Map<String, Object> others) {
    ServeSettings settings = settings(ServeSettings.POSTGRES, dataDirectory, surroundings);
    Map<String, Object> properties = new LinkedHashMap<>();
    // A part of a large store is counted in one statement.
    properties.put("galley.postgres.statement-timeout", "1h");
    properties.put("galley.postgres.pool-size", 2);
    settings.postgresUrl().ifPresent(url -> properties.put(PostgresUrl.SETTING, url));
    properties.putAll(others);
    String place =
        settings.postgresUrl().isPresent()
            ? settings.storeText()
            : "PostgreSQL of its own, in " + dataDirectory;
    return open(settings, place, properties);
  }

  private static OpenStore open(
      ServeSettings settings, String place, Map<String, Object> properties) {
    properties.put(ALONE, true);
    properties.put("galley.store.kind", settings.store());
    properties.put("galley.data-dir", settings.dataDirectory().toString());
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            // Settings of the server in the environment are none of a store's.
            .environmentPropertySource(false)
            .properties(properties)
            .build();
    boolean opened = false;
    try {
      PrivateFiles.createDirectory(settings.dataDirectory());
      context.start();
      OpenStore store =
          new OpenStore(
              settings.store(),
              place,
              context.getBean(Archive.class),
              context.getBean(Leases.class),
              context::close);
      opened = true;
      return store;
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The data directory " + settings.dataDirectory() + " can't be made: " + e.getMessage());
    } catch (RuntimeException e) {
      CommandFailure failure = StartFailure.explain(settings, e);
      failure.addSuppressed(e);
      throw failure;
    } finally {
      if (!opened) {
        context.close();
      }
    }
  }
}
