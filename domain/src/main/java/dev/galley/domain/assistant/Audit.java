package dev.galley.domain.assistant;

import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the audit trail of an assistant has come: the journal of who let whom in, and what was
 * brought back. It never holds a token, nor its hash.
 *
 * @param count the number of its entries, which are numbered from 1
 * @param last when and by whom the last one was made
 */
public record Audit(long count, Optional<Stamp> last) {
  /** The journal in which the entries are kept. */
  public static final String JOURNAL = "audit";

  /** No entry yet. */
  public static final Audit NONE = new Audit(0, Optional.empty());

  /** The member of an entry that names its kind. */
  public static final String CHANGE = "change";

  public Audit {
    Objects.requireNonNull(last, "last");
    if (count < 0 || count == 0 == last.isPresent()) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 0, or more with the last stamp)");
    }
  }

  Audit plus(List<JsonObject> noted, Stamp stamp) {
    return noted.isEmpty() ? this : new Audit(count + noted.size(), Optional.of(stamp));
  }

  List<JournalEntry> entries(List<JsonObject> noted, Stamp stamp) {
    List<JournalEntry> entries = new ArrayList<>();
    for (JsonObject what : noted) {
      entries.add(new JournalEntry(JOURNAL, count + 1 + entries.size(), stamp, what));
    }
    return entries;
  }

  /** That an assistant began with more than its owner's own rights; nothing when it did not. */
  static List<JsonObject> created(Assistant born) {
    boolean shared = born.live().summary().shared();
    if (born.shares().isEmpty() && born.token().isEmpty() && !shared) {
      return List.of();
    }
    return List.of(
        JsonObject.builder()
            .put(CHANGE, "created")
            .put("owner", shown(born.owner()))
            .put("shares", JsonArray.ofAll(born.shares(), Audit::shown))
            .put("shared", shared)
            .put("token", born.token().isPresent() ? "set" : "none")
            .build());
  }

  static JsonObject owner(Assistant from, Assistant to) {
    return JsonObject.builder()
        .put(CHANGE, "owner")
        .put("before", shown(from.owner()))
        .put("after", shown(to.owner()))
        .put("naturalIdBefore", from.naturalId().toString())
        .put("naturalIdAfter", to.naturalId().toString())
        .build();
  }

  static JsonObject share(Principal principal, Optional<Share> before, Optional<Share> after) {
    return JsonObject.builder()
        .put(CHANGE, "share")
        .put("principalId", principal.id())
        .put("principalType", principal.kind().wireName())
        .put("before", level(before))
        .put("after", level(after))
        .build();
  }

  private static long level(Optional<Share> share) {
    return share.map(given -> given.level().number()).orElse(0);
  }

  /** What differs between two states of which one follows the other by a write on live. */
  static List<JsonObject> settings(Assistant from, Assistant to) {
    List<JsonObject> noted = new ArrayList<>();
    if (from.live().summary().shared() != to.live().summary().shared()) {
      noted.add(flag("shared", to.live().summary().shared()));
    }
    if (from.locked() != to.locked()) {
      noted.add(flag("protected", to.locked()));
    }
    if (!from.token().equals(to.token())) {
      String how = to.token().isEmpty() ? "cleared" : from.token().isEmpty() ? "set" : "replaced";
      noted.add(JsonObject.builder().put(CHANGE, "token").put("token", how).build());
    }
    return noted;
  }

  private static JsonObject flag(String name, boolean after) {
    return JsonObject.builder().put(CHANGE, name).put("before", !after).put("after", after).build();
  }

  static JsonObject restored(Draft draft, JsonObject source) {
    return JsonObject.builder()
        .put(CHANGE, "restored")
        .putAll(source)
        .put("draft", draft.id().toString())
        .build();
  }

  private static JsonObject shown(Principal principal) {
    return JsonObject.builder()
        .put("id", principal.id())
        .put("type", principal.kind().wireName())
        .build();
  }

  private static Json shown(Share share) {
    return JsonObject.builder()
        .put("principalId", share.principal().id())
        .put("principalType", share.principal().kind().wireName())
        .put("accessLevel", share.level().number())
        .build();
  }
}
