package dev.galley.bootstrap.command;

import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file one by one, none of them longer than a bound, without blank ones. */
final class LineSource implements AutoCloseable {
  /** More than any request may have. */
  static final int MAX_LENGTH = 16 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int maxLength;
  private long number;

  private LineSource(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** A line. */
  static final class Line {
    private final long number;
    private final byte[] bytes;
    private final int maxLength;
    private final boolean tooLong;

    private Line(long number, byte[] bytes, int maxLength, boolean tooLong) {
      this.number = number;
      this.bytes = bytes;
      this.maxLength = maxLength;
      this.tooLong = tooLong;
    }

    /** Its number, from 1, blank lines counted. */
    long number() {
      return number;
    }

    /**
     * What it holds.
     *
     * @throws InvalidContent when it holds no JSON, or more than the bound
     */
    Json json() {
      return json(JsonReader.MAX_DEPTH);
    }

    /** The same of something deeper. */
    Json json(int maxDepth) {
      return JsonReader.read(bytes(), maxDepth);
    }

    /**
     * Its bytes, without its end.
     *
     * @throws InvalidContent when there are more than the bound
     */
    byte[] bytes() {
      if (tooLong) {
        throw InvalidContent.at(JsonPointer.ROOT, "is longer than " + (maxLength >> 20) + " MiB");
      }
      return bytes.clone();
    }
  }

  static LineSource open(Path file) throws IOException {
    return open(file, MAX_LENGTH);
  }

  static LineSource open(Path file, int maxLength) throws IOException {
    return of(Files.newInputStream(file), maxLength);
  }

  static LineSource of(InputStream in, int maxLength) {
    return new LineSource(new BufferedInputStream(in, 1 << 16), maxLength);
  }

  /** How many lines {@link #next} will give; nothing of a pipe is read for it. */
  static long count(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    try (LineSource lines = open(file, 64)) {
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return count;
    }
  }

  /** The next line that is not blank, or {@code null} at the end. */
  @Nullable Line next() throws IOException {
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 13);
      boolean tooLong = false;
      boolean blank = true;
      boolean any = false;
      int b = in.read();
      while (b >= 0 && b != '\n') {
        any = true;
        blank &= b == ' ' || b == '\t' || b == '\r';
        if (line.size() < maxLength) {
          line.write(b);
        } else {
          tooLong = true;
        }
        b = in.read();
      }
      if (b < 0 && !any) {
        return null;
      }
      number++;
      if (!blank) {
        byte[] bytes = tooLong ? new byte[0] : line.toByteArray();
        return new Line(number, number == 1 ? withoutMark(bytes) : bytes, maxLength, tooLong);
      }
    }
  }

  private static byte[] withoutMark(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    return bytes.length >= length
            && java.util.Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)
        ? java.util.Arrays.copyOfRange(bytes, length, bytes.length)
        : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
