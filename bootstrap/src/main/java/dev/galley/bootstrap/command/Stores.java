package dev.galley.bootstrap.command;

import dev.galley.application.event.Leases;
import dev.galley.application.store.Archive;
import dev.galley.mongo.MongoSettings;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /** Those that the settings name. */
  static Stores of(Path dataDirectory, Surroundings surroundings) {
    return kind ->
        switch (kind) {
          case ServeSettings.POSTGRES -> postgres(dataDirectory, surroundings);
          case ServeSettings.MONGO -> mongo(dataDirectory, surroundings);
          default -> throw CommandFailure.failed("This Galley has no store of kind " + kind + ".");
        };
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

  private static OpenStore postgres(Path dataDirectory, Surroundings surroundings) {
    ServeSettings settings = settings(ServeSettings.POSTGRES, dataDirectory, surroundings);
    Map<String, Object> properties = new LinkedHashMap<>();
    // A part of a large store is counted in one statement.
    properties.put("galley.postgres.statement-timeout", "1h");
    properties.put("galley.postgres.pool-size", 2);
    settings.postgresUrl().ifPresent(url -> properties.put("galley.postgres.url", url));
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
