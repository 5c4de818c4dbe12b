package dev.galley.jdbc;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.LiveSummary;
import dev.galley.domain.assistant.SearchText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the tables of lists say about an assistant. */
final class Projection {
  /** The key of those who see everything; no audience has it. */
  static final String EVERYTHING = "";

  /**
   * How much of a folded name is sorted by, in bytes of UTF-8: with tenant and audience it has to
   * fit into an entry of an index (2,704 bytes). Only folding makes a name longer than that.
   */
  private static final int NAME_KEY_BYTES = 900;

  private final Assistant assistant;
  private final LiveSummary summary;

  Projection(Assistant assistant) {
    this.assistant = assistant;
    this.summary = assistant.live().summary();
  }

  /** The beginning of a folded name that orders are made by. */
  static String nameKey(String folded) {
    int bytes = 0;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > NAME_KEY_BYTES) {
        return folded.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return folded;
  }

  String nameKey() {
    return nameKey(SearchText.fold(summary.name()));
  }

  String[] audiences() {
    List<String> keys = new ArrayList<>(assistant.audience());
    keys.add(EVERYTHING);
    return keys.stream().sorted().toArray(String[]::new);
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
    return SearchText.of(summary);
  }

  /** The terms of what is searched. */
  Integer[] terms(String searchText) {
    TenantId tenant = assistant.tenant();
    Set<Integer> terms = new LinkedHashSet<>(grams(tenant, searchText));
    terms.add(owner(tenant, assistant.owner().id()));
    assistant.folder().ifPresent(folder -> terms.add(folder(tenant, folder)));
    summary.tags().forEach(tag -> terms.add(tag(tenant, tag)));
    summary.skillTypes().forEach(type -> terms.add(skillType(tenant, type)));
    return terms.toArray(Integer[]::new);
  }

  static Set<Integer> grams(TenantId tenant, String folded) {
    int salt = tenant.value().hashCode() * 0x85EBCA6B;
    Set<Integer> grams = new LinkedHashSet<>();
    SearchText.grams(folded).forEach(gram -> grams.add(gram ^ salt));
    return grams;
  }

  static int owner(TenantId tenant, String id) {
    return label(tenant, "owner", id);
  }

  static int folder(TenantId tenant, String id) {
    return label(tenant, "folder", id);
  }

  static int tag(TenantId tenant, String tag) {
    return label(tenant, "tag", tag);
  }

  static int skillType(TenantId tenant, String type) {
    return label(tenant, "skill", type);
  }

  private static int label(TenantId tenant, String kind, String value) {
    int hash = (tenant.value() + '\n' + kind + '\n' + value).hashCode() * 0xC2B2AE35;
    return hash ^ (hash >>> 15);
  }
}
