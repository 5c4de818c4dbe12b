package dev.galley.bootstrap.command;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Archive;
import dev.galley.jdbc.embedded.EmbeddedPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server in this process: its context, its lock on the data directory, and the file by which
 * other commands find it.
 */
final class RunningServer implements AutoCloseable {
  private final ApplicationContext context;
  private final Path dataDirectory;
  private final FileChannel lock;
  private final ServerFile file;
  private boolean closed;

  private RunningServer(
      ApplicationContext context, Path dataDirectory, FileChannel lock, ServerFile file) {
    this.context = context;
    this.dataDirectory = dataDirectory;
    this.lock = lock;
    this.file = file;
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @throws CommandFailure with a sentence for the operator
   */
  static RunningServer start(ServeSettings settings, Instant now) {
    Path directory = settings.dataDirectory();
    FileChannel lock = lock(directory);
    @Nullable ApplicationContext context = null;
    boolean started = false;
    try {
      context =
          Micronaut.build(new String[0])
              .mainClass(GalleyCommand.class)
              .banner(false)
              .properties(settings.properties())
              .build();
      context.start();
      // The store before the port: what answers is ready, and what can't work says so at the start.
      context.getBean(Aggregates.class);
      refuseUnfinished(context.getBean(Archive.class), settings);
      EmbeddedServer server = context.getBean(EmbeddedServer.class);
      server.start();
      ServerFile file =
          new ServerFile(
              url(settings.host(), server.getPort()),
              ProcessHandle.current().pid(),
              now,
              Version.text(),
              settings.store());
      file.write(directory);
      started = true;
      return new RunningServer(context, directory, lock, file);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The file " + ServerFile.in(directory) + " can't be written: " + e.getMessage());
    } catch (CommandFailure e) {
      throw e;
    } catch (RuntimeException e) {
      CommandFailure failure = StartFailure.explain(settings, e);
      failure.addSuppressed(e);
      throw failure;
    } finally {
      if (!started) {
        if (context != null) {
          abandon(context);
        }
        release(lock);
      }
    }
  }

  /** A context that has not come up does not end by itself what it has begun. */
  private static void abandon(ApplicationContext context) {
    if (context.isRunning()) {
      context.close();
      return;
    }
    context
        .getActiveBeanRegistrations(EmbeddedPostgres.class)
        .forEach(postgres -> postgres.bean().close());
  }

  private static void refuseUnfinished(Archive archive, ServeSettings settings) {
    archive
        .unfinished()
        .ifPresent(source -> {
          throw OpenStore.unfinished(source, settings.store());
        });
  }

  private static FileChannel lock(Path directory) {
    try {
      PrivateFiles.createDirectory(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("server.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw CommandFailure.failed(
            "The data directory "
                + directory
                + " is in use by another Galley"
                + ServerFile.read(directory)
                    .map(other -> " (process " + other.pid() + ", " + other.url() + ")")
                    .orElse("")
                + "; stop that one, or choose another with --data-dir or GALLEY_DATA_DIR.");
      }
      return channel;
    } catch (IOException e) {
      throw CommandFailure.setting(
          "--data-dir (GALLEY_DATA_DIR)",
          directory,
          "a directory in which this user may write; " + e.getClass().getSimpleName());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The end of the process gives it back all the same.
      return;
    }
  }

  /** Where other programs of this machine reach the server. */
  static String url(String host, int port) {
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default -> host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    return "http://" + reachable + ":" + port;
  }

  String url() {
    return file.url();
  }

  /** Whether tokens come from an external issuer, so that the local key makes none. */
  Optional<String> externalIssuer() {
    return context
        .getProperty("galley.auth.jwks-url", String.class)
        .filter(url -> !url.isBlank())
        .flatMap(url -> context.getProperty("galley.auth.issuer", String.class));
  }

  /** Lets running requests end, then stops. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      file.remove(dataDirectory);
    } catch (IOException e) {
      // A file that stays is seen to be of a dead process.
      System.err.println("galley: " + ServerFile.in(dataDirectory) + " stays: " + e.getMessage());
    }
    context.close();
    release(lock);
  }
}
