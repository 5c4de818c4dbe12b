package dev.galley.plugins.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The bytes of a plugin, read once: what is checked is what is loaded. Nothing of it is written
 * anywhere, and no file stays open.
 */
final class PluginJar {
  private static final int MAX_ENTRIES = 20_000;

  /** A jar that unpacks to more than so many times its greatest size is a bomb. */
  private static final int MAX_GROWTH = 8;

  /** How many characters a line of the manifest may have that anything is made of. */
  private static final int MAX_LINE = 200;

  private final String file;
  private final String sha256;
  private final Manifest manifest;
  private final Map<String, byte[]> entries;

  private PluginJar(String file, byte[] bytes, Map<String, byte[]> entries, Manifest manifest) {
    this.file = file;
    this.sha256 = sha256(bytes);
    this.manifest = manifest;
    this.entries = entries;
  }

  /** The bytes of a file. */
  static byte[] bytes(Path file, long maxBytes) throws PluginFault {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(maxBytes + 1));
      if (bytes.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new PluginFault("The file can't be read: " + e.getMessage());
    }
  }

  static PluginFault tooLarge(long maxBytes) {
    return new PluginFault(
        "The file has more than "
            + maxBytes
            + " bytes, which galley.plugins.max-size allows at most.");
  }

  /** A jar of these bytes. */
  static PluginJar of(String file, byte[] bytes, long maxBytes) throws PluginFault {
    if (bytes.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    Map<String, byte[]> entries = unpacked(bytes, maxBytes * MAX_GROWTH);
    return new PluginJar(file, bytes, entries, manifest(entries));
  }

  private static Map<String, byte[]> unpacked(byte[] bytes, long most) throws PluginFault {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    long left = most;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8L));
        left -= content.length;
        if (left < 0 || entries.size() >= MAX_ENTRIES) {
          throw new PluginFault(
              "The jar holds more than "
                  + MAX_ENTRIES
                  + " files or unpacks to more than "
                  + most
                  + " bytes.");
        }
        entries.putIfAbsent(entry.getName(), content);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new PluginFault("The file is not a jar: " + e.getMessage());
    }
    if (entries.isEmpty()) {
      throw new PluginFault("The file is not a jar.");
    }
    return entries;
  }

  private static Manifest manifest(Map<String, byte[]> entries) throws PluginFault {
    byte[] text = entries.get(JarFile.MANIFEST_NAME);
    if (text == null) {
      throw new PluginFault("The jar has no manifest (META-INF/MANIFEST.MF).");
    }
    try {
      Manifest manifest = new Manifest(new ByteArrayInputStream(text));
      check(manifest.getMainAttributes());
      return manifest;
    } catch (IOException e) {
      throw new PluginFault("The manifest of the jar can't be read: " + e.getMessage());
    }
  }

  private static void check(Attributes lines) throws PluginFault {
    for (Map.Entry<Object, Object> line : lines.entrySet()) {
      String name = line.getKey().toString();
      if (name.startsWith("Plugin-") && line.getValue().toString().length() > MAX_LINE) {
        throw new PluginFault("Its " + name + " has more than " + MAX_LINE + " characters.");
      }
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A line of the manifest. */
  Optional<String> line(String name) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  Optional<String> id() {
    return line("Plugin-Id");
  }

  Optional<String> version() {
    return line("Plugin-Version");
  }

  /** In hexadecimal digits. */
  String sha256() {
    return sha256;
  }

  Manifest manifest() {
    return manifest;
  }

  /** The files in it by their names. */
  Map<String, byte[]> entries() {
    return entries;
  }

  @Override
  public String toString() {
    return file;
  }
}
