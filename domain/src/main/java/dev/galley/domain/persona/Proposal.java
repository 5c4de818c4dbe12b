package dev.galley.domain.persona;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of a draft that somebody proposes: dormant until it is decided.
 *
 * @param key names it, and the operation that made it
 * @param token the API token that it was made with
 * @param origin where it comes from, such as the name of a tool
 * @param change what it proposes; nothing once it is decided
 * @param before what the draft had when it was made, where the change speaks of it; when the draft
 *     is there for it alone, everything, for as long as that draft is known
 * @param begins whether the draft is there for it alone, and goes when it is rejected
 */
public record Proposal(
    UUID key,
    Stamp made,
    Optional<UUID> token,
    Optional<String> origin,
    Optional<String> reason,
    DraftPatch change,
    Connections before,
    boolean begins,
    Optional<Decision> decision) {

  public Proposal {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(made, "made");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(decision, "decision");
  }

  /** What became of a proposal. */
  public enum Verdict {
    ACCEPTED,
    REJECTED,
    EXPIRED;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a decision came about. */
  public enum Way {
    ACKNOWLEDGEMENT,
    /** A write named all that was proposed. */
    WRITE,
    /** Its time was over. */
    TIME;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The end of a proposal.
   *
   * @param token the API token that decided
   * @param answer what the decider was answered, where that is kept
   */
  public record Decision(
      Verdict verdict,
      Way way,
      Stamp stamp,
      Optional<UUID> token,
      Optional<String> reason,
      Optional<ContentHash> answer) {

    public Decision {
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(way, "way");
      Objects.requireNonNull(stamp, "stamp");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(answer, "answer");
    }
  }

  /** A proposal that waits for a decision, for a draft that has {@code now}. */
  static Proposal of(
      UUID key,
      Stamp made,
      Optional<UUID> token,
      Optional<String> origin,
      Optional<String> reason,
      DraftPatch change,
      Connections now,
      boolean begins) {
    boolean whole = begins || change.pending().isPresent();
    return new Proposal(
        key,
        made,
        token,
        origin,
        reason,
        change,
        whole ? now : now.only(change.sets().keySet()),
        begins,
        Optional.empty());
  }

  /** Whether nobody has decided on it. */
  public boolean isOpen() {
    return decision.isEmpty();
  }

  /**
   * Whether it waits for a decision, for which it is not too late.
   *
   * @param horizon what was made then or before has expired, be it that nobody has noted that yet
   */
  public boolean isOpen(Instant horizon) {
    return isOpen() && made.at().isAfter(horizon);
  }

  /** Whether it was taken into the draft. */
  public boolean isAccepted() {
    return decision.filter(end -> end.verdict() == Verdict.ACCEPTED).isPresent();
  }

  /** The proposal, decided. What it has proposed is no longer known here: the ledger tells it. */
  public Proposal decided(Decision how) {
    return new Proposal(
        key,
        made,
        token,
        Optional.empty(),
        Optional.empty(),
        DraftPatch.NONE,
        begins ? before : Connections.NONE,
        begins,
        Optional.of(how));
  }

  /**
   * The fields of it that have been changed since it was made, to something else than it proposes.
   */
  public List<String> stale(Connections now) {
    List<String> fields = new ArrayList<>();
    change
        .sets()
        .forEach((field, ids) -> {
          if (!now.of(field).equals(before.of(field)) && !now.of(field).equals(ids)) {
            fields.add(field.idName());
          }
        });
    if (change.pending().isPresent() && !now.pending().equals(before.pending())) {
      fields.add(Connections.PENDING);
    }
    return fields;
  }

  /**
   * Whether a write says all of it: it names every resource of this proposal, none of them as
   * pending, and leaves nothing of what it takes away. The last is more than naming: who names all
   * that a list is to have and keeps what it was to lose has not done what was proposed. A proposal
   * that names none is never met.
   *
   * @param after what the draft has by that write
   */
  public boolean isMetBy(DraftPatch write, Connections after) {
    List<UUID> named = new ArrayList<>();
    write.sets().values().forEach(named::addAll);
    return !change.ids().isEmpty()
        && named.containsAll(change.ids())
        && write.pending().orElse(List.of()).stream().noneMatch(change.ids()::contains)
        && change.sets().entrySet().stream()
            .allMatch(set -> holds(after, set.getKey(), set.getValue()));
  }

  private boolean holds(Connections after, PersonaField field, List<UUID> ids) {
    List<UUID> now = after.of(field);
    return ids.isEmpty()
        ? now.isEmpty()
        : now.containsAll(ids)
            && before.of(field).stream().filter(now::contains).allMatch(ids::contains);
  }

  JsonObject toJson() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("key", key.toString())
            .put("at", made.at().toEpochMilli())
            .put("by", made.by())
            .putIfPresent("token", token.map(UUID::toString))
            .putIfPresent("origin", origin)
            .putIfPresent("reason", reason)
            .put("change", change.toJson())
            .put("before", before.toJson())
            .put("begins", begins);
    decision.ifPresent(end ->
        json.put(
            "decision",
            JsonObject.builder()
                .put("verdict", end.verdict().wireName())
                .put("way", end.way().wireName())
                .put("at", end.stamp().at().toEpochMilli())
                .put("by", end.stamp().by())
                .putIfPresent("token", end.token().map(UUID::toString))
                .putIfPresent("reason", end.reason())
                .putIfPresent("answer", end.answer().map(ContentHash::value))
                .build()));
    return json.build();
  }

  static Proposal read(JsonObject json) {
    return new Proposal(
        UUID.fromString(json.text("key").orElseThrow()),
        stamp(json),
        json.text("token").map(UUID::fromString),
        json.text("origin"),
        json.text("reason"),
        DraftPatch.read((JsonObject) json.get("change").orElseThrow()),
        Connections.read((JsonObject) json.get("before").orElseThrow()),
        json.get("begins").filter(Json.of(true)::equals).isPresent(),
        json.get("decision").map(JsonObject.class::cast).map(Proposal::readDecision));
  }

  private static Decision readDecision(JsonObject json) {
    return new Decision(
        Verdict.valueOf(json.text("verdict").orElseThrow().toUpperCase(Locale.ROOT)),
        Way.valueOf(json.text("way").orElseThrow().toUpperCase(Locale.ROOT)),
        stamp(json),
        json.text("token").map(UUID::fromString),
        json.text("reason"),
        json.text("answer").map(ContentHash::new));
  }

  static Stamp stamp(JsonObject json) {
    return new Stamp(
        Instant.ofEpochMilli((long) ((JsonNumber) json.get("at").orElseThrow()).value()),
        json.text("by").orElseThrow());
  }
}
