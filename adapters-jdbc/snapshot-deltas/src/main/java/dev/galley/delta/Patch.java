package dev.galley.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;

/** Zstandard (RFC 8878) with another content as dictionary. */
final class Patch {
  /** Lower ones lose the matches with a frame of more than 100 KB; higher ones win little. */
  private static final int LEVEL = 7;

  /** So that a content of 4 MiB still sees all of a frame of that size. */
  private static final int WINDOW_LOG = 23;

  private Patch() {}

  /**
   * Looks whether this machine can do it.
   *
   * @throws IllegalStateException saying what is needed
   */
  static void requireNative() {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "java.io.tmpdir: "
              + System.getProperty("java.io.tmpdir")
              + " (expected: a directory from which zstd's native library can be loaded)",
          e);
    }
  }

  /** What makes the content out of the frame. */
  static byte[] between(byte[] frame, byte[] content) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(LEVEL);
      zstd.setWindowLog(WINDOW_LOG);
      zstd.loadDict(frame);
      return zstd.compress(content);
    }
  }

  /**
   * The content again.
   *
   * @param size how large it is at most
   * @throws ZstdException when the bytes are none that {@link #between} has made
   */
  static byte[] apply(byte[] frame, byte[] patch, int size) {
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      zstd.loadDict(frame);
      return zstd.decompress(patch, size);
    }
  }
}
