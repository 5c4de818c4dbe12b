package dev.galley.rest.assistant;

import dev.galley.domain.attached.Blob;
import java.io.InputStream;
import java.util.function.IntFunction;

/** Some bytes of a file, read a chunk at a time as they are sent. */
final class ChunkStream extends InputStream {
  private static final byte[] NONE = {};

  private final IntFunction<byte[]> chunks;
  private final long to;
  private long at;
  private byte[] chunk = NONE;
  private int loaded = -1;

  /**
   * @param from the first byte
   * @param to the one behind the last
   */
  ChunkStream(IntFunction<byte[]> chunks, long from, long to) {
    this.chunks = chunks;
    this.at = from;
    this.to = to;
    // The first chunk before the answer begins, so that a store that is away is a 503.
    load();
  }

  private void load() {
    int index = Math.toIntExact(at / Blob.CHUNK);
    if (at < to && index != loaded) {
      chunk = chunks.apply(index);
      loaded = index;
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (at >= to) {
      return -1;
    }
    load();
    int begin = (int) (at % Blob.CHUNK);
    int count = (int) Math.min(Math.min(length, chunk.length - begin), to - at);
    System.arraycopy(chunk, begin, into, offset, count);
    at += count;
    return count;
  }
}
