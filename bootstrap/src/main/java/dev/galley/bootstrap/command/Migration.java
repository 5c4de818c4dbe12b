package dev.galley.bootstrap.command;

import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Carries what one store holds into another, part by part, and tells whether they are the same. */
final class Migration {
  private final Surroundings surroundings;

  Migration(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What is done with a page. */
  @FunctionalInterface
  interface Page<E extends Exception> {
    void of(List<Entry> entries) throws E;
  }

  /**
   * How much a part holds, and what.
   *
   * @param sha256 over the lines of its entries, each with its end
   */
  record Sum(long count, String sha256) {}

  /** A part on both sides. */
  record Row(Part part, Sum from, Sum to) {
    boolean same() {
      return from.equals(to);
    }
  }

  /** Walks over a part, with a bar. */
  <E extends Exception> void walk(
      Archive archive, Part part, String what, String after, long done, Page<E> page) throws E {
    ImportProgress progress =
        new ImportProgress(
            surroundings, archive.count(part), "entries of " + part.wireName() + ' ' + what);
    long count = done;
    String key = after;
    List<Entry> entries = archive.read(part, key, Archive.PAGE_ENTRIES);
    while (!entries.isEmpty()) {
      page.of(entries);
      count += entries.size();
      progress.done(count, 0);
      key = entries.getLast().key();
      entries = archive.read(part, key, Archive.PAGE_ENTRIES);
    }
    progress.end();
  }

  /** Copies what is not there yet: from where an earlier copy has come to. */
  void copy(Archive from, Archive to) {
    for (Part part : Part.values()) {
      walk(
          from,
          part,
          "copied",
          to.last(part).orElse(""),
          to.count(part),
          entries -> to.write(part, entries));
    }
  }

  /** Reads both sides to the end. */
  List<Row> compare(Archive from, Archive to) {
    List<Row> rows = new ArrayList<>();
    for (Part part : Part.values()) {
      rows.add(new Row(part, sum(from, part), sum(to, part)));
    }
    return rows;
  }

  private Sum sum(Archive archive, Part part) {
    MessageDigest digest = sha256();
    long[] walked = {0};
    walk(
        archive,
        part,
        "compared",
        "",
        0,
        entries -> {
          for (Entry entry : entries) {
            digest.update((entry.line(part) + '\n').getBytes(StandardCharsets.UTF_8));
          }
          walked[0] += entries.size();
        });
    long count = archive.count(part);
    if (count != walked[0]) {
      throw CommandFailure.failed(
          part.wireName()
              + ": "
              + walked[0]
              + " entries were read (expected: "
              + count
              + ", as the store counts); somebody works on it, or it is damaged.");
    }
    return new Sum(count, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
