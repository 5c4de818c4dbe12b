package dev.galley.bootstrap.command;

import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import dev.galley.application.store.Export;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file with what a store holds: a line that says what it is, a line for each entry in the order
 * of the archive, and a line with the sums of all parts, without which it has been cut off.
 *
 * @param header what the first line says
 */
record ArchiveFile(Path path, Kind kind, JsonObject header) {
  private static final int FORMAT = 1;
  private static final int MAX_LINE = 64 << 20;
  private static final int MAX_HEADER = 4 << 10;

  /** A content may be as deep as the default, and stands in an entry. */
  private static final int MAX_DEPTH = JsonReader.MAX_DEPTH + 8;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  ArchiveFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(header, "header");
  }

  /** What such files are for. */
  enum Kind {
    /** Everything, compressed. */
    BACKUP("backup", "galley restore"),
    /** What {@link Export} carries, as text. */
    EXPORT("export", "galley import");

    private final String wireName;
    private final String taker;

    Kind(String wireName, String taker) {
      this.wireName = wireName;
      this.taker = taker;
    }

    String wireName() {
      return wireName;
    }

    /** What can be in it, in its order. */
    List<Part> parts() {
      return switch (this) {
        case BACKUP -> List.of(Part.values());
        case EXPORT -> Export.PARTS;
      };
    }

    /** The command that takes such a file. */
    String taker() {
      return taker;
    }
  }

  /**
   * A file whose every line is as it was written.
   *
   * @param sums those that a store has which holds the same
   * @param fingerprint by which the file is told from others
   * @param sealed whether there are secrets in it, which a key of the server opens
   */
  record Checked(ArchiveFile file, Map<Part, PartSum> sums, String fingerprint, boolean sealed) {

    Checked {
      sums = Map.copyOf(sums);
    }

    /** What it is, by which an interrupted restore is told from others. */
    String title() {
      return file.kind.wireName
          + file.header.text("at").map(at -> " of " + at).orElse("")
          + " ("
          + fingerprint
          + ')';
    }

    long entries() {
      return sums.values().stream().mapToLong(PartSum::count).sum();
    }
  }

  /** What is done with the entries of a file. */
  @FunctionalInterface
  interface Use {
    /** One entry, in the order of the file. */
    void of(Part part, Entry entry, byte[] line) throws IOException;
  }

  /**
   * Writes all that a view has.
   *
   * @return how many entries there are
   */
  static long write(
      Kind kind, JsonObject about, ArchiveView view, OutputStream out, Surroundings surroundings)
      throws IOException {
    if (kind == Kind.EXPORT) {
      return writeLines(kind, about, view, out, surroundings);
    }
    // The stream below stays open: whoever opened it has still to do something with the file.
    GZIPOutputStream compressed = new GZIPOutputStream(out, BUFFER_BYTES);
    long count = writeLines(kind, about, view, compressed, surroundings);
    compressed.finish();
    return count;
  }

  /** What a back-up says of itself. */
  static JsonObject aboutBackup(Instant at, String store) {
    return JsonObject.builder()
        .put("at", at.toString())
        .put("store", store)
        .put("version", Version.text())
        .build();
  }

  private static long writeLines(
      Kind kind, JsonObject about, ArchiveView view, OutputStream out, Surroundings surroundings)
      throws IOException {
    writeLine(
        out,
        JsonObject.builder()
            .putAll(about)
            .put("galley", kind.wireName)
            .put("format", FORMAT)
            .build());
    JsonObject.Builder sums = JsonObject.builder();
    long count = 0;
    for (Part part : kind.parts()) {
      PartSum.Running running = new PartSum.Running();
      new Migration(surroundings)
          .<IOException>walk(
              view,
              part,
              "written",
              "",
              0,
              entries -> {
                for (Entry entry : entries) {
                  byte[] line = entry.line(part).getBytes(StandardCharsets.UTF_8);
                  running.add(line);
                  out.write(line);
                  out.write('\n');
                }
              });
      PartSum sum = running.sum();
      count += sum.count();
      sums.put(
          part.wireName(),
          JsonObject.builder().put("count", sum.count()).put("sha256", sum.sha256()).build());
    }
    writeLine(out, JsonObject.builder().put("end", sums.build()).build());
    return count;
  }

  private static void writeLine(OutputStream out, JsonObject line) throws IOException {
    out.write(CanonicalJson.bytes(line));
    out.write('\n');
  }

  /** The file, if it is one; nothing of a pipe is read for this. */
  static Optional<ArchiveFile> recognise(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (LineSource lines = LineSource.of(open(path), MAX_HEADER)) {
      LineSource.@Nullable Line first = lines.next();
      if (first == null || !(first.json(MAX_DEPTH) instanceof JsonObject header)) {
        return Optional.empty();
      }
      return header
          .text("galley")
          .flatMap(name ->
              Arrays.stream(Kind.values()).filter(kind -> kind.wireName.equals(name)).findFirst())
          .map(kind -> new ArchiveFile(path, kind, header));
    } catch (InvalidContent | ZipException | EOFException e) {
      return Optional.empty();
    }
  }

  private static InputStream open(Path path) throws IOException {
    InputStream file = Files.newInputStream(path);
    boolean opened = false;
    try {
      byte[] magic = file.readNBytes(2);
      file.close();
      boolean compressed =
          magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
      file = Files.newInputStream(path);
      InputStream in = compressed ? new GZIPInputStream(file, BUFFER_BYTES) : file;
      opened = true;
      return in;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /**
   * Reads all of it and tells whether it is as it was written.
   *
   * @throws CommandFailure naming what is wrong with it
   */
  Checked check(Surroundings surroundings) throws IOException {
    Map<Part, PartSum.Running> written = running();
    Map<Part, PartSum.Running> meant = running();
    ImportProgress progress = new ImportProgress(surroundings, 0, "entries checked");
    long[] count = {0};
    boolean[] sealed = {false};
    JsonObject end =
        walk((part, entry, line) -> {
          sumOf(written, part).add(line);
          ArchiveRecord record = understood(part, entry);
          sealed[0] |= isOfSecrets(record);
          // As a store of this Galley would say it, whose form may be a newer one.
          sumOf(meant, part).add(part, record.entry());
          progress.done(++count[0], 0);
        });
    progress.end();
    Map<Part, PartSum> sums = new EnumMap<>(Part.class);
    JsonObject.Builder found = JsonObject.builder();
    for (Part part : kind.parts()) {
      PartSum sum = sumOf(written, part).sum();
      found.put(
          part.wireName(),
          JsonObject.builder().put("count", sum.count()).put("sha256", sum.sha256()).build());
      sums.put(part, sumOf(meant, part).sum());
    }
    JsonObject all = JsonObject.builder().put("end", found.build()).build();
    if (!CanonicalJson.write(all).equals(CanonicalJson.write(end))) {
      throw damaged("its sums are not those of its last line");
    }
    return new Checked(
        this,
        sums,
        ContentHash.of(JsonObject.builder().putAll(header).putAll(end).build()).prefix(16),
        sealed[0]);
  }

  private static boolean isOfSecrets(ArchiveRecord record) {
    return record instanceof ArchiveRecord.State(Aggregate aggregate)
        && aggregate.ref().kind() == AggregateKind.TENANT_KEYS
        && !(aggregate instanceof Tombstone);
  }

  private ArchiveRecord understood(Part part, Entry entry) {
    try {
      return ArchiveRecord.of(part, entry);
    } catch (RuntimeException e) {
      CommandFailure failure =
          damaged("the " + part.wireName() + ' ' + entry.key() + " is not what it has to be");
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static Map<Part, PartSum.Running> running() {
    Map<Part, PartSum.Running> sums = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      sums.put(part, new PartSum.Running());
    }
    return sums;
  }

  private static PartSum.Running sumOf(Map<Part, PartSum.Running> sums, Part part) {
    return Objects.requireNonNull(sums.get(part), "sum");
  }

  /**
   * Walks over the entries.
   *
   * @return the last line
   */
  private JsonObject walk(Use use) throws IOException {
    if (!header.get("format").equals(Optional.of(new JsonNumber(FORMAT)))) {
      throw CommandFailure.failed(
          path + " was written by a newer Galley; use that one to read it.");
    }
    long number = 1;
    try (LineSource lines = LineSource.of(open(path), MAX_LINE)) {
      lines.next();
      Part part = kind.parts().getFirst();
      String key = "";
      while (true) {
        LineSource.@Nullable Line line = lines.next();
        if (line == null) {
          throw cutOff();
        }
        number = line.number();
        if (!(line.json(MAX_DEPTH) instanceof JsonObject object)) {
          throw damaged("line " + number + " is no object");
        }
        if (object.has("end")) {
          if (lines.next() != null) {
            throw damaged("something stands behind its last line");
          }
          return object;
        }
        Part next = part(object, number);
        Entry entry = entry(object, number);
        boolean isBehind =
            next == part
                ? key.isEmpty() || Archive.KEY_ORDER.compare(key, entry.key()) < 0
                : next.compareTo(part) > 0;
        if (!isBehind) {
          throw damaged("line " + number + " is out of its order");
        }
        part = next;
        key = entry.key();
        use.of(part, entry, line.bytes());
      }
    } catch (EOFException e) {
      throw cutOff();
    } catch (ZipException e) {
      throw damaged(Objects.requireNonNullElse(e.getMessage(), "it can't be unpacked"));
    } catch (InvalidContent e) {
      throw damaged("line " + (number + 1) + " can't be read");
    }
  }

  private Part part(JsonObject line, long number) {
    String name = line.text("part").orElse("");
    return kind.parts().stream()
        .filter(part -> part.wireName().equals(name))
        .findFirst()
        .orElseThrow(() -> damaged("line " + number + " belongs to no part"));
  }

  private Entry entry(JsonObject line, long number) {
    if (line.text("key").isEmpty() || !(line.get("body").orElse(null) instanceof JsonObject body)) {
      throw damaged("line " + number + " is no entry");
    }
    return new Entry(line.text("key").get(), body);
  }

  private CommandFailure cutOff() {
    return CommandFailure.failed(path + " is not whole: it ends before its last line.");
  }

  private CommandFailure damaged(String what) {
    return CommandFailure.failed(path + " is damaged: " + what + ".");
  }

  /** Puts its entries into an archive, from where an earlier try has come to. */
  void writeInto(Archive archive, long entries, Surroundings surroundings) throws IOException {
    ImportProgress progress = new ImportProgress(surroundings, entries, "entries restored");
    Writing writing = new Writing(archive, progress);
    walk(writing);
    writing.flush();
    progress.end();
  }

  /** Gathers entries to pages. */
  private static final class Writing implements Use {
    private final Archive archive;
    private final ImportProgress progress;
    private final List<Entry> page = new ArrayList<>();
    private Optional<Part> current = Optional.empty();
    private Optional<String> last = Optional.empty();
    private long bytes;
    private long count;

    Writing(Archive archive, ImportProgress progress) {
      this.archive = archive;
      this.progress = progress;
    }

    @Override
    public void of(Part part, Entry entry, byte[] line) {
      if (!current.equals(Optional.of(part))) {
        flush();
        current = Optional.of(part);
        last = archive.last(part);
      }
      count++;
      if (last.isPresent() && Archive.KEY_ORDER.compare(entry.key(), last.get()) <= 0) {
        return;
      }
      page.add(entry);
      bytes += line.length;
      if (page.size() == Archive.PAGE_ENTRIES || bytes >= Archive.PAGE_BYTES) {
        flush();
      }
    }

    void flush() {
      if (!page.isEmpty()) {
        archive.write(current.orElseThrow(), List.copyOf(page));
        page.clear();
        bytes = 0;
      }
      progress.done(count, 0);
    }
  }
}
