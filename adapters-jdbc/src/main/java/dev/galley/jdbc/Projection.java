package dev.galley.jdbc;

import dev.galley.application.store.AssistantProjection;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.LiveSummary;
import java.util.ArrayList;
import java.util.List;

/** What the tables of lists say about an assistant. */
final class Projection {
  private final Assistant assistant;
  private final LiveSummary summary;
  private final AssistantProjection projection;

  Projection(Assistant assistant) {
    this.assistant = assistant;
    this.summary = assistant.live().summary();
    this.projection = new AssistantProjection(assistant);
  }

  String nameKey() {
    return projection.nameKey();
  }

  String[] audiences() {
    return projection.audiences().toArray(String[]::new);
  }

  /** Tells two states of the listing apart. */
  long listed() {
    List<String> parts = new ArrayList<>(List.of(audiences()));
    parts.add(summary.name());
    parts.add(Long.toString(assistant.created().at().toEpochMilli()));
    parts.add(Long.toString(assistant.updated().at().toEpochMilli()));
    return Hashes.fingerprint(parts);
  }

  /** Tells two states of what is searched apart. */
  long searched() {
    List<String> parts = new ArrayList<>();
    parts.add(assistant.owner().id());
    parts.add(assistant.folder().map(folder -> "f" + folder).orElse(""));
    parts.add(summary.name());
    parts.add(summary.description().map(text -> "d" + text).orElse(""));
    parts.add(Integer.toString(summary.tags().size()));
    parts.addAll(summary.tags());
    parts.addAll(summary.skillTypes());
    return Hashes.fingerprint(parts);
  }

  String searchText() {
    return projection.searchText();
  }

  Integer[] terms(String searchText) {
    return projection.terms(searchText).toArray(Integer[]::new);
  }
}
