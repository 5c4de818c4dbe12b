package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.LiveSummary;
import dev.galley.domain.assistant.SearchText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What lists are drawn from and filtered by, the same on every store that has indexes. Terms are
 * hashes of tenant and 2-gram, tag, type of skill, owner or folder: they narrow down, the values
 * themselves decide.
 */
public final class AssistantProjection {
  /** The key of those who see everything; no audience has it. */
  public static final String EVERYTHING = "";

  /**
   * How much of a folded name is sorted by, in bytes of UTF-8: with tenant and audience it has to
   * fit into an entry of an index (1,024 bytes in the narrowest store). Only folding makes a name
   * longer than that.
   */
  private static final int NAME_KEY_BYTES = 900;

  private final Assistant assistant;
  private final LiveSummary summary;

  public AssistantProjection(Assistant assistant) {
    this.assistant = assistant;
    this.summary = assistant.live().summary();
  }

  /** The beginning of a folded name that orders are made by. */
  public static String nameKey(String folded) {
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

  /** The order of names and tags: by the bytes of UTF-8, which is that of code points. */
  public static int compare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  /** The beginning of the folded name. */
  public String nameKey() {
    return nameKey(SearchText.fold(summary.name()));
  }

  /** The keys of all who see it, {@link #EVERYTHING} among them, in their order. */
  public List<String> audiences() {
    List<String> keys = new ArrayList<>(assistant.audience());
    keys.add(EVERYTHING);
    return keys.stream().sorted().toList();
  }

  /** The text in which words are looked for. */
  public String searchText() {
    return SearchText.of(summary);
  }

  /**
   * The terms of what is searched.
   *
   * @param searchText what {@link #searchText} gave
   */
  public Set<Integer> terms(String searchText) {
    TenantId tenant = assistant.tenant();
    Set<Integer> terms = new LinkedHashSet<>(grams(tenant, searchText));
    terms.add(owner(tenant, assistant.owner().id()));
    assistant.folder().ifPresent(folder -> terms.add(folder(tenant, folder)));
    summary.tags().forEach(tag -> terms.add(tag(tenant, tag)));
    summary.skillTypes().forEach(type -> terms.add(skillType(tenant, type)));
    return terms;
  }

  /** The terms of a folded text. */
  public static Set<Integer> grams(TenantId tenant, String folded) {
    int salt = tenant.value().hashCode() * 0x85EBCA6B;
    Set<Integer> grams = new LinkedHashSet<>();
    SearchText.grams(folded).forEach(gram -> grams.add(gram ^ salt));
    return grams;
  }

  /** The term of an owner. */
  public static int owner(TenantId tenant, String id) {
    return label(tenant, "owner", id);
  }

  /** The term of a folder. */
  public static int folder(TenantId tenant, String id) {
    return label(tenant, "folder", id);
  }

  /** The term of a tag. */
  public static int tag(TenantId tenant, String tag) {
    return label(tenant, "tag", tag);
  }

  /** The term of a type of skill. */
  public static int skillType(TenantId tenant, String type) {
    return label(tenant, "skill", type);
  }

  private static int label(TenantId tenant, String kind, String value) {
    int hash = (tenant.value() + '\n' + kind + '\n' + value).hashCode() * 0xC2B2AE35;
    return hash ^ (hash >>> 15);
  }
}
