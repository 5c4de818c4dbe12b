package dev.galley.domain.persona;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.NamedUuid;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Proposal.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A draft of a persona: what it connects, and what is proposed to it. When it has been published,
 * discarded or rejected, what it knows of its proposals stays.
 *
 * @param owner the user who changes it
 * @param author who has proposed it, when it was begun by a proposal to somebody else's persona
 * @param reviewers who read it, propose and decide too
 * @param persona the published persona that it was opened from
 * @param base the revision of the persona that it started from, 0 for none
 * @param title the text of its name, for lists
 * @param past resources that it does not connect any more, at most {@value #PAST}, the last ones;
 *     they stay as long as it is open, so that it can go back to them
 * @param proposals at most {@value #PROPOSALS}, the newest last, decided ones too
 * @param operations the last ones whose keys callers have chosen, at most {@value #OPERATIONS}
 * @param forgotten what is known of those before them
 * @param entries how many entries its ledger has
 * @param ended how it ended; absent while it is open
 */
public record PersonaDraft(
    TenantId tenant,
    UUID id,
    String owner,
    Optional<String> author,
    List<Principal> reviewers,
    Optional<UUID> persona,
    long base,
    String title,
    Connections connections,
    List<UUID> past,
    List<Proposal> proposals,
    List<Operation> operations,
    Forgotten forgotten,
    Stamp created,
    Stamp updated,
    long entries,
    Optional<Ended> ended) {
  /** How many proposals are known. */
  public static final int PROPOSALS = 200;

  /** How many proposals can wait for a decision. */
  public static final int OPEN_PROPOSALS = 50;

  /** How many operations can be answered again. */
  public static final int OPERATIONS = 50;

  /** How many keys it knows of operations, and of proposals, of which it knows nothing else. */
  public static final int FORGOTTEN = 1_000;

  /** How large it can be for one more proposal, in bytes of what is kept. */
  public static final int MOST_BYTES = 1_000_000;

  /** How many resources it can go back to. */
  public static final int PAST = 200;

  /** How many reviewers there can be. */
  public static final int REVIEWERS = 100;

  /** The journal in which everything is noted that was done to it. */
  public static final String LEDGER = "ledger";

  private static final UUID NAME_SPACE = UUID.fromString("8c7a1f52-64c5-5f0f-b6a9-0d1e7c6a4b91");

  public PersonaDraft {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(author, "author");
    reviewers = List.copyOf(new LinkedHashSet<>(reviewers));
    Objects.requireNonNull(persona, "persona");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(connections, "connections");
    past = List.copyOf(past.size() > PAST ? past.subList(past.size() - PAST, past.size()) : past);
    proposals = List.copyOf(proposals);
    operations = List.copyOf(operations);
    Objects.requireNonNull(forgotten, "forgotten");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    Objects.requireNonNull(ended, "ended");
  }

  /**
   * A call that has changed it, under a key that its caller chose.
   *
   * @param request what was asked for
   * @param answer what was answered, where that is kept
   */
  public record Operation(
      UUID key, String user, ContentHash request, Optional<ContentHash> answer) {

    public Operation {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(request, "request");
      Objects.requireNonNull(answer, "answer");
    }
  }

  /**
   * Keys of what was done so long ago that nothing else is known of it.
   *
   * @param operations the last ones, at most {@value #FORGOTTEN}
   * @param proposals the last ones, at most {@value #FORGOTTEN}
   */
  public record Forgotten(List<UUID> operations, List<UUID> proposals) {

    static final Forgotten NOTHING = new Forgotten(List.of(), List.of());

    public Forgotten {
      operations = last(operations);
      proposals = last(proposals);
    }

    private static List<UUID> last(List<UUID> keys) {
      return List.copyOf(keys.subList(Math.max(0, keys.size() - FORGOTTEN), keys.size()));
    }

    private Forgotten and(List<UUID> moreOperations, List<UUID> moreProposals) {
      return new Forgotten(both(operations, moreOperations), both(proposals, moreProposals));
    }

    private static List<UUID> both(List<UUID> keys, List<UUID> more) {
      return Stream.concat(keys.stream(), more.stream()).toList();
    }
  }

  /** How a draft can end. */
  public enum Outcome {
    PUBLISHED,
    DISCARDED,
    REJECTED;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The end of a draft.
   *
   * @param revision what of the persona it was published as, or found to be
   */
  public record Ended(Outcome outcome, Stamp stamp, OptionalLong revision) {

    public Ended {
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(stamp, "stamp");
      Objects.requireNonNull(revision, "revision");
    }
  }

  /** An open draft without anything in it. */
  public static PersonaDraft open(TenantId tenant, UUID id, String owner, Stamp stamp) {
    return new PersonaDraft(
        tenant,
        id,
        owner,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        0,
        "",
        Connections.NONE,
        List.of(),
        List.of(),
        List.of(),
        Forgotten.NOTHING,
        stamp,
        stamp,
        0,
        Optional.empty());
  }

  /** The id of a draft that is begun under a key that its caller chose. */
  public static UUID idOf(TenantId tenant, UUID key) {
    return NamedUuid.of(NAME_SPACE, tenant.value() + '/' + key);
  }

  /**
   * The id of a draft that a user opens of a persona, so that he does not open two at once.
   *
   * @param before how many he had before
   */
  public static UUID idOf(TenantId tenant, UUID persona, String owner, int before) {
    return NamedUuid.of(NAME_SPACE, tenant.value() + '/' + persona + '/' + before + '/' + owner);
  }

  /** Where a draft of that id is. */
  public static AggregateRef ref(TenantId tenant, UUID id) {
    return new AggregateRef(tenant, AggregateKind.PERSONA_DRAFT, id);
  }

  /** Where it is. */
  public AggregateRef ref() {
    return ref(tenant, id);
  }

  /** Whether it can be changed. */
  public boolean isOpen() {
    return ended.isEmpty();
  }

  /** Whether the caller is one of its reviewers, himself or through a team. */
  public boolean isReviewedBy(Caller caller) {
    return reviewers.stream()
        .anyMatch(reviewer ->
            switch (reviewer.kind()) {
              case USER -> reviewer.id().equals(caller.user());
              case TEAM -> caller.teams().containsKey(reviewer.id());
            });
  }

  /** The proposal of that key. */
  public Optional<Proposal> proposal(UUID key) {
    return proposals.stream().filter(proposal -> proposal.key().equals(key)).findFirst();
  }

  /** The proposals that wait for a decision, the oldest first. */
  public List<Proposal> openProposals() {
    return proposals.stream().filter(Proposal::isOpen).toList();
  }

  /** The proposals that wait for a decision for which it is not too late, the oldest first. */
  public List<Proposal> openProposals(Instant horizon) {
    return proposals.stream().filter(proposal -> proposal.isOpen(horizon)).toList();
  }

  /** Whether a key was that of something of which nothing else is known any more. */
  public boolean hasForgotten(UUID key) {
    return forgotten.operations().contains(key) || forgotten.proposals().contains(key);
  }

  /** The operation of that key, as far as it is kept. */
  public Optional<Operation> operation(UUID key) {
    return operations.stream().filter(operation -> operation.key().equals(key)).findFirst();
  }

  /** A time for the next change: later than the last one. */
  public Stamp later(Stamp stamp) {
    return stamp.after(updated.at());
  }

  /** The draft of a persona at a revision. */
  public PersonaDraft of(UUID published, long revision, Connections content) {
    return copy(
        owner,
        author,
        reviewers,
        Optional.of(published),
        revision,
        title,
        content,
        proposals,
        operations,
        updated,
        entries,
        ended);
  }

  /** The draft, begun by a proposal of somebody else than its owner. */
  public PersonaDraft proposedBy(String user) {
    return copy(
        owner,
        Optional.of(user),
        reviewers,
        persona,
        base,
        title,
        connections,
        proposals,
        operations,
        updated,
        entries,
        ended);
  }

  /** The draft with that title. */
  public PersonaDraft titled(String text) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        text,
        connections,
        proposals,
        operations,
        updated,
        entries,
        ended);
  }

  /** The draft with other reviewers. */
  public PersonaDraft reviewedBy(List<Principal> others) {
    return copy(
        owner,
        author,
        others,
        persona,
        base,
        title,
        connections,
        proposals,
        operations,
        updated,
        entries,
        ended);
  }

  /** The draft with other connections, changed then. */
  public PersonaDraft connecting(Connections next, Stamp stamp) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        next,
        proposals,
        operations,
        stamp,
        entries,
        ended);
  }

  /**
   * The draft with one more proposal. The oldest decided ones give way when there are too many, or
   * too much is known of them.
   */
  public PersonaDraft proposing(Proposal proposal, Stamp stamp) {
    List<Proposal> more = new ArrayList<>(proposals);
    more.add(proposal);
    PersonaDraft next = holding(more, stamp);
    while (more.size() > PROPOSALS || next.bytes() > MOST_BYTES) {
      Optional<Proposal> oldest = more.stream().filter(p -> !p.isOpen()).findFirst();
      if (oldest.isEmpty()) {
        break;
      }
      more.remove(oldest.get());
      next = holding(more, stamp);
    }
    return next;
  }

  private PersonaDraft holding(List<Proposal> more, Stamp stamp) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        more,
        operations,
        stamp,
        entries,
        ended);
  }

  /** The draft with a decision on one of its open proposals. */
  public PersonaDraft deciding(UUID key, Decision decision) {
    List<Proposal> decided =
        proposals.stream()
            .map(p -> p.key().equals(key) && p.isOpen() ? p.decided(decision) : p)
            .toList();
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        decided,
        operations,
        decision.stamp(),
        entries,
        ended);
  }

  /** The draft, which knows these proposals. */
  PersonaDraft withProposals(List<Proposal> others) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        others,
        operations,
        updated,
        entries,
        ended);
  }

  /** The draft, which can answer that operation again. */
  public PersonaDraft knowing(Operation operation) {
    List<Operation> more = new ArrayList<>(operations);
    more.add(operation);
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        proposals,
        more.subList(Math.max(0, more.size() - OPERATIONS), more.size()),
        updated,
        entries,
        ended);
  }

  /** The draft after so many more entries of its ledger. */
  public PersonaDraft noting(int more) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        proposals,
        operations,
        updated,
        entries + more,
        ended);
  }

  /** The draft, which can't be changed any more. */
  public PersonaDraft ended(Outcome outcome, Stamp stamp) {
    return copy(
        owner,
        author,
        reviewers,
        persona,
        base,
        title,
        connections,
        proposals,
        operations,
        stamp,
        entries,
        Optional.of(new Ended(outcome, stamp, OptionalLong.empty())));
  }

  /** The draft, published as a revision of a persona, without the answers that it could give. */
  public PersonaDraft published(UUID as, long number, Stamp stamp) {
    List<Proposal> decided =
        proposals.stream()
            .map(p ->
                p.decision()
                    .map(d ->
                        p.decided(
                            new Decision(
                                d.verdict(),
                                d.way(),
                                d.stamp(),
                                d.token(),
                                d.reason(),
                                Optional.empty())))
                    .orElse(p))
            .toList();
    return copy(
        owner,
        author,
        reviewers,
        Optional.of(as),
        base,
        title,
        connections,
        decided,
        operations.stream()
            .map(o -> new Operation(o.key(), o.user(), o.request(), Optional.empty()))
            .toList(),
        stamp,
        entries,
        Optional.of(new Ended(Outcome.PUBLISHED, stamp, OptionalLong.of(number))));
  }

  private PersonaDraft copy(
      String ownedBy,
      Optional<String> begunBy,
      List<Principal> reviewing,
      Optional<UUID> published,
      long revision,
      String text,
      Connections connected,
      List<Proposal> proposed,
      List<Operation> known,
      Stamp changed,
      long noted,
      Optional<Ended> end) {
    Set<UUID> gone = new LinkedHashSet<>(past);
    gone.addAll(connections.all());
    gone.removeAll(connected.all());
    return new PersonaDraft(
        tenant,
        id,
        ownedBy,
        begunBy,
        reviewing,
        published,
        revision,
        text,
        connected,
        List.copyOf(gone),
        proposed,
        known,
        forgotten.and(
            missing(operations, known, Operation::key),
            missing(proposals, proposed, Proposal::key)),
        created,
        changed,
        noted,
        end);
  }

  private static <T> List<UUID> missing(List<T> before, List<T> now, Function<T, UUID> key) {
    Set<UUID> still = now.stream().map(key).collect(Collectors.toSet());
    return before.stream().map(key).filter(known -> !still.contains(known)).toList();
  }

  /**
   * The last entry of the ledger of one that was published. The save is that of the persona, in
   * which the draft's own journal has no place.
   */
  public Optional<JournalEntry> publication() {
    return ended
        .filter(end -> end.outcome() == Outcome.PUBLISHED)
        .map(end ->
            note(
                entries + 1,
                end.stamp(),
                JsonObject.builder()
                    .put("what", Outcome.PUBLISHED.wireName())
                    .putIfPresent("persona_id", persona.map(UUID::toString))
                    .putIf(
                        end.revision().isPresent(), "revision", Json.of(end.revision().orElse(0)))
                    .build()));
  }

  /** An entry of the ledger; {@code number} counts from 1. */
  public static JournalEntry note(long number, Stamp stamp, JsonObject what) {
    return new JournalEntry(LEDGER, number, stamp, what);
  }

  /** As an item. */
  public Item.Saying saying() {
    Set<ContentHash> answers = new LinkedHashSet<>();
    operations.forEach(operation -> operation.answer().ifPresent(answers::add));
    proposals.forEach(p -> p.decision().flatMap(Decision::answer).ifPresent(answers::add));
    return new Item.Saying(body(), keys(), order(), answers);
  }

  private JsonObject body() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("owner", owner)
            .putIfPresent("author", author)
            .put("reviewers", JsonArray.ofTexts(reviewers.stream().map(Principal::key).toList()))
            .putIfPresent("persona", persona.map(UUID::toString))
            .put("base", base)
            .put("title", title)
            .put("connections", connections.toJson())
            .put("past", Connections.texts(past))
            .put("proposals", JsonArray.ofAll(proposals, Proposal::toJson))
            .put("operations", JsonArray.ofAll(operations, PersonaDraft::write))
            .put(
                "forgotten",
                JsonObject.builder()
                    .put("operations", Connections.texts(forgotten.operations()))
                    .put("proposals", Connections.texts(forgotten.proposals()))
                    .build())
            .put("created", write(created))
            .put("updated", write(updated))
            .put("entries", entries);
    ended.ifPresent(end -> body.put("ended", write(end)));
    return body.build();
  }

  /** How much is kept of it. */
  public int bytes() {
    return CanonicalJson.bytes(body()).length;
  }

  /** Its place in lists: the newest first. */
  public String order() {
    return String.format(Locale.ROOT, "%019d/%s", Long.MAX_VALUE - created.at().toEpochMilli(), id);
  }

  private Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    proposals.forEach(proposal -> keys.add(PersonaKeys.operation(proposal.key())));
    operations.forEach(operation -> keys.add(PersonaKeys.operation(operation.key())));
    // A decision names nothing but its proposal; an operation names its draft as well.
    forgotten.proposals().forEach(key -> keys.add(PersonaKeys.operation(key)));
    persona.ifPresent(on -> {
      keys.add(PersonaKeys.on(on));
      keys.add(PersonaKeys.EDITS);
      if (author.isEmpty()) {
        keys.add(PersonaKeys.opened(on, owner));
      }
    });
    if (ended.isPresent()) {
      return keys;
    }
    // What others offer must not use up the room that the owner has for his own.
    keys.add(author.isPresent() ? PersonaKeys.offered(owner) : PersonaKeys.drafts(owner));
    author.ifPresent(user -> keys.add(PersonaKeys.proposedBy(user)));
    reviewers.forEach(reviewer -> keys.add(PersonaKeys.reviews(reviewer)));
    if (author.isEmpty()) {
      persona.ifPresent(on -> keys.add(PersonaKeys.edits(on, owner)));
    }
    held().forEach(id -> keys.add(PersonaKeys.holding(id)));
    for (Proposal proposal : openProposals()) {
      keys.add(PersonaKeys.PROPOSED);
      persona.ifPresent(on -> {
        keys.add(PersonaKeys.proposals(on));
        keys.add(PersonaKeys.proposals(on, proposal.made().by()));
      });
    }
    return keys;
  }

  /** Every resource that is connected, was so a while ago, or is proposed. */
  public Set<UUID> held() {
    Set<UUID> held = connections.all();
    held.addAll(past);
    openProposals().forEach(proposal -> held.addAll(proposal.change().ids()));
    return held;
  }

  private static JsonObject write(Stamp stamp) {
    return JsonObject.builder().put("at", stamp.at().toEpochMilli()).put("by", stamp.by()).build();
  }

  private static JsonObject write(Ended end) {
    JsonObject json = write(end.stamp()).with("outcome", Json.of(end.outcome().wireName()));
    return end.revision().isPresent()
        ? json.with("revision", Json.of(end.revision().getAsLong()))
        : json;
  }

  private static JsonObject write(Operation operation) {
    return JsonObject.builder()
        .put("key", operation.key().toString())
        .put("user", operation.user())
        .put("request", operation.request().value())
        .putIfPresent("answer", operation.answer().map(ContentHash::value))
        .build();
  }

  /** What {@link #saying} wrote. */
  public static PersonaDraft of(Item item) {
    JsonObject body = item.body();
    return new PersonaDraft(
        item.ref().tenant(),
        item.ref().id(),
        body.text("owner").orElseThrow(),
        body.text("author"),
        items(body, "reviewers", key -> Principal.ofKey(((JsonString) key).value())),
        body.text("persona").map(UUID::fromString),
        (long) ((JsonNumber) body.get("base").orElseThrow()).value(),
        body.text("title").orElse(""),
        Connections.read((JsonObject) body.get("connections").orElseThrow()),
        Connections.ids(body, "past"),
        items(body, "proposals", json -> Proposal.read((JsonObject) json)),
        items(body, "operations", json -> readOperation((JsonObject) json)),
        body.get("forgotten")
            .map(JsonObject.class::cast)
            .map(keys ->
                new Forgotten(
                    Connections.ids(keys, "operations"), Connections.ids(keys, "proposals")))
            .orElse(Forgotten.NOTHING),
        Proposal.stamp((JsonObject) body.get("created").orElseThrow()),
        Proposal.stamp((JsonObject) body.get("updated").orElseThrow()),
        (long) ((JsonNumber) body.get("entries").orElseThrow()).value(),
        body.get("ended")
            .map(JsonObject.class::cast)
            .map(end ->
                new Ended(
                    Outcome.valueOf(end.text("outcome").orElseThrow().toUpperCase(Locale.ROOT)),
                    Proposal.stamp(end),
                    end.get("revision")
                        .map(number -> OptionalLong.of((long) ((JsonNumber) number).value()))
                        .orElseGet(OptionalLong::empty))));
  }

  private static Operation readOperation(JsonObject json) {
    return new Operation(
        UUID.fromString(json.text("key").orElseThrow()),
        json.text("user").orElseThrow(),
        new ContentHash(json.text("request").orElseThrow()),
        json.text("answer").map(ContentHash::new));
  }

  private static <T> List<T> items(JsonObject body, String name, Function<Json, T> read) {
    return ((JsonArray) body.get(name).orElseThrow()).items().stream().map(read).toList();
  }
}
