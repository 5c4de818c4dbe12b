package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL logs, in a file that is renamed to {@code .old} when it is full; so at most two
 * times its bound is on disk. A log that can't be written never stops the server.
 */
final class ServerLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

  private final Path file;
  private final long bound;
  private final Consumer<String> consumer;
  private @Nullable OutputStream out;
  private long size;
  private boolean failed;

  ServerLog(Path file, long bound, Consumer<String> consumer) {
    this.file = file;
    this.bound = bound;
    this.consumer = consumer;
  }

  synchronized void append(String line) {
    try {
      consumer.accept(line);
    } catch (RuntimeException e) {
      LOG.warn("A receiver of PostgreSQL's log failed", e);
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      OutputStream current = out == null ? open() : out;
      if (size > 0 && size + bytes.length > bound) {
        current.close();
        out = null;
        Files.move(file, old(), StandardCopyOption.REPLACE_EXISTING);
        current = open();
      }
      current.write(bytes);
      size += bytes.length;
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.warn("{} can't be written", file, e);
      }
      failed = true;
    }
  }

  Path old() {
    return file.resolveSibling(file.getFileName() + ".old");
  }

  private OutputStream open() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    size = Files.size(file);
    OutputStream opened = Files.newOutputStream(file, StandardOpenOption.APPEND);
    out = opened;
    return opened;
  }

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      LOG.warn("{} can't be closed", file, e);
    }
    out = null;
  }
}
