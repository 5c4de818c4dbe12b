package dev.galley.bootstrap.command;

import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.ArchiveView;
import java.util.ArrayList;
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

  /** A part on both sides. */
  record Row(Part part, PartSum from, PartSum to) {
    boolean same() {
      return from.equals(to);
    }
  }

  /** Walks over a part, with a bar. */
  <E extends Exception> void walk(
      ArchiveView archive, Part part, String what, String after, long done, Page<E> page) throws E {
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

  /** Reads a part to the end. */
  PartSum sum(Archive archive, Part part) {
    PartSum.Running running = new PartSum.Running();
    walk(
        archive,
        part,
        "compared",
        "",
        0,
        entries -> entries.forEach(entry -> running.add(part, entry)));
    long count = archive.count(part);
    if (count != running.count()) {
      throw CommandFailure.failed(
          part.wireName()
              + ": "
              + running.count()
              + " entries were read (expected: "
              + count
              + ", as the store counts); somebody works on it, or it is damaged.");
    }
    return running.sum();
  }
}
