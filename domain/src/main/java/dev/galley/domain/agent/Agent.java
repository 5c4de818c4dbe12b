package dev.galley.domain.agent;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An agent: numbered revisions that never change, of which one is current. Whoever creates it
 * chooses its id, so a deleted one leaves its numbers behind for the next under the same id.
 *
 * @param version the number of saves
 * @param incarnation how often an agent was created under this id
 * @param profile absent when it is deleted
 * @param members by the user's id; at least one Admin, at most {@value #MAX_MEMBERS}
 * @param updated the last change
 * @param newest the newest revision of all incarnations
 * @param floor the number of the last revision of the incarnations before
 * @param deleted the last deletion under this id
 * @param current absent before the first revision
 * @param deploys the number of entries in the journal of deploys
 * @param cleared of how many incarnations nothing is left
 */
public record Agent(
    AgentId id,
    TenantId tenant,
    long version,
    long incarnation,
    Optional<AgentProfile> profile,
    SortedMap<String, Role> members,
    Stamp created,
    Stamp updated,
    Optional<Minted> newest,
    long floor,
    Optional<Stamp> deleted,
    Optional<Current> current,
    long deploys,
    long cleared,
    EventCounters events,
    RecentChanges recentChanges)
    implements Living {
  /** How many members there can be. */
  public static final int MAX_MEMBERS = 1_000;

  /** The permission to create agents. */
  public static final String CREATE = "agents:create";

  // Instant.toString leaves the fraction out when it is zero.
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public Agent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(profile, "profile");
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(updated, "updated");
    Objects.requireNonNull(newest, "newest");
    Objects.requireNonNull(deleted, "deleted");
    Objects.requireNonNull(current, "current");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(recentChanges, "recentChanges");
    if (members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "members: " + members.size() + " (expected: at most " + MAX_MEMBERS + ")");
    }
  }

  /** A content beside the hash of its snapshot and the places at which it is new. */
  public record Authored(ContentHash content, ChangedPaths changedPaths) {

    public Authored {
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(changedPaths, "changedPaths");
    }
  }

  /**
   * A new agent without a revision; its creator is its Admin.
   *
   * @param deleted the one that had the id before
   */
  public static Transition<Agent> create(
      AgentId id,
      TenantId tenant,
      Optional<Agent> deleted,
      AgentProfile profile,
      Stamp stamp,
      ChangeId change) {
    Next next = new Next(deleted.orElseGet(() -> unborn(id, tenant, stamp)));
    if (next.from.profile.isPresent()) {
      throw new IllegalStateException("profile: there (the caller has to look first)");
    }
    Stamp later = deleted.map(d -> stamp.after(d.updated().at())).orElse(stamp);
    next.incarnation++;
    next.profile = Optional.of(profile);
    next.members = new TreeMap<>();
    next.members.put(stamp.by(), Role.ADMIN);
    next.created = later;
    next.updated = later;
    next.floor = next.newest.map(Minted::revision).orElse(0L);
    next.current = Optional.empty();
    Agent agent = next.saved(change);
    return agent.telling(agent.event(EventType.AGENT_CREATED, later, Told.NOTHING));
  }

  private static Agent unborn(AgentId id, TenantId tenant, Stamp stamp) {
    return new Agent(
        id,
        tenant,
        0,
        0,
        Optional.empty(),
        new TreeMap<>(),
        stamp,
        stamp,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        EventCounters.NONE,
        RecentChanges.NONE);
  }

  /** Whether it is there. */
  public boolean exists() {
    return profile.isPresent();
  }

  /** What it says of itself; it must be there. */
  public AgentProfile requireProfile() {
    return profile.orElseThrow(
        () -> new IllegalStateException("profile: none (the caller has to look first)"));
  }

  /** Changes what it says of itself; nothing when that changes nothing. */
  public Optional<Transition<Agent>> describe(AgentProfile other, Stamp stamp, ChangeId change) {
    ChangedPaths changed = changed(requireProfile(), other);
    if (changed.paths().isEmpty()) {
      return Optional.empty();
    }
    Next next = next(stamp);
    next.profile = Optional.of(other);
    Agent agent = next.saved(change);
    return Optional.of(
        agent.telling(
            agent.event(EventType.AGENT_LIVE_UPDATED, agent.updated, Told.changed(changed))));
  }

  private static ChangedPaths changed(AgentProfile from, AgentProfile to) {
    List<String> paths = new ArrayList<>();
    if (!from.displayName().equals(to.displayName())) {
      paths.add("/displayName");
    }
    if (!from.description().equals(to.description())) {
      paths.add("/description");
    }
    if (!from.tags().equals(to.tags())) {
      paths.add("/tags");
    }
    return ChangedPaths.of(paths);
  }

  /** Gives a user a role, or takes the one that he has; nothing when that changes nothing. */
  public Optional<Transition<Agent>> setRole(
      String user, Optional<Role> role, Stamp stamp, ChangeId change) {
    if (Optional.ofNullable(members.get(user)).equals(role)) {
      return Optional.empty();
    }
    if (isLastAdmin(user) && !role.equals(Optional.of(Role.ADMIN))) {
      throw new IllegalStateException("user: the last Admin (the caller has to look first)");
    }
    Next next = next(stamp);
    role.ifPresentOrElse(r -> next.members.put(user, r), () -> next.members.remove(user));
    return Optional.of(Transition.to(next.saved(change)));
  }

  /** Whether nobody else is an Admin of it. */
  public boolean isLastAdmin(String user) {
    return members.get(user) == Role.ADMIN
        && members.values().stream().filter(Role.ADMIN::equals).count() == 1;
  }

  /** Makes a revision of a content that is valid. The first one becomes current. */
  public Transition<Agent> mint(
      Authored content, Optional<String> comment, Stamp stamp, ChangeId change) {
    return mint(content, comment, RevisionKind.UPDATE, OptionalLong.empty(), false, stamp, change);
  }

  /**
   * Makes a revision of a working copy's head, which is valid, and uses it up.
   *
   * @param over the newest revision that the author has seen and commits over
   * @param deploy whether the new revision becomes current
   */
  public AgentCommit commit(
      WorkingCopy copy,
      Authored head,
      OptionalLong over,
      Optional<String> comment,
      boolean deploy,
      CopyWriter writer,
      ChangeId change) {
    if (!copy.open().map(OpenCopy::head).equals(Optional.of(head.content()))) {
      throw new IllegalArgumentException("head: another content (expected: that of the copy)");
    }
    long base = copy.place().base();
    boolean seen = over.isPresent() && over.getAsLong() == newestRevision();
    if (isOutdated(base) && !seen) {
      return new AgentCommit.BaseOutdated(newest.orElseThrow());
    }
    return new AgentCommit.Committed(
        mint(
            head,
            comment,
            RevisionKind.COMMIT,
            OptionalLong.of(base),
            deploy,
            writer.stamp(),
            change),
        copy.committed(nextRevision(), writer, change));
  }

  private Transition<Agent> mint(
      Authored content,
      Optional<String> comment,
      RevisionKind kind,
      OptionalLong base,
      boolean deploy,
      Stamp stamp,
      ChangeId change) {
    Next next = next(stamp);
    boolean first = next.current.isEmpty();
    Revision revision =
        Revision.following(
            newest.map(Minted::hash),
            nextRevision(),
            content.content(),
            next.updated,
            comment,
            first && kind == RevisionKind.UPDATE ? RevisionKind.CREATED : kind,
            content.changedPaths(),
            change);
    next.newest = Optional.of(Minted.of(revision));
    boolean isCommit = kind == RevisionKind.COMMIT;
    List<Deploy> journal = new ArrayList<>();
    if (first || deploy) {
      next.current =
          Optional.of(
              new Current(
                  revision.number(),
                  revision.content(),
                  next.updated,
                  deploy ? OptionalLong.of(revision.number()) : OptionalLong.empty()));
      next.deploys++;
      journal.add(next.deploy(current.map(Current::revision)));
    }
    Told told = new Told(content.changedPaths(), comment, base, Optional.empty());
    Agent agent = next.saved(change);
    Event made =
        agent.event(
            isCommit ? EventType.AGENT_DRAFT_COMMITTED : EventType.AGENT_REVISION_CREATED,
            agent.updated,
            told);
    Agent counted = agent.counting(made);
    List<Event> events = new ArrayList<>(List.of(made));
    if (deploy) {
      Told switched = Told.deployed(revision, current);
      Event deployed = counted.event(EventType.AGENT_DEPLOYED, agent.updated, switched);
      counted = counted.counting(deployed);
      events.add(deployed);
    }
    return new Transition<>(counted, events, List.of(revision), List.of())
        .with(journal.stream().map(Deploy::entry).toList());
  }

  /** Makes a revision of it current; a deploy of the one that is current is noted too. */
  public Transition<Agent> deploy(Revision revision, Stamp stamp, ChangeId change) {
    if (!has(revision.number())) {
      throw new IllegalArgumentException(
          "revision: " + revision.number() + " (expected: one that there is)");
    }
    Next next = next(stamp);
    next.current =
        Optional.of(
            new Current(
                revision.number(),
                revision.content(),
                next.updated,
                OptionalLong.of(newestRevision())));
    next.deploys++;
    Deploy entry = next.deploy(current.map(Current::revision));
    Agent agent = next.saved(change);
    return agent
        .telling(
            agent.event(EventType.AGENT_DEPLOYED, agent.updated, Told.deployed(revision, current)))
        .with(List.of(entry.entry()));
  }

  /** Deletes it with all that hangs on it; its id can be given again. */
  public Transition<Agent> delete(Stamp stamp, ChangeId change) {
    Next next = next(stamp);
    requireProfile();
    Event event = event(EventType.AGENT_DELETED, next.updated, Told.NOTHING);
    next.deleted = Optional.of(next.updated);
    next.profile = Optional.empty();
    next.members = new TreeMap<>();
    next.current = Optional.empty();
    return next.saved(change).telling(event);
  }

  /** Notes that nothing is left of the incarnations that were deleted. */
  public Transition<Agent> clear(ChangeId change) {
    Next next = new Next(this);
    next.cleared = gone();
    return Transition.to(next.saved(change));
  }

  /** How many incarnations were deleted. */
  public long gone() {
    return exists() ? incarnation - 1 : incarnation;
  }

  /** Whether this incarnation has that revision; revision 0 is no revision. */
  public boolean has(long revision) {
    return revision > floor && revision <= newestRevision();
  }

  /** The number of this incarnation's newest revision, 0 when there is none. */
  public long newestRevision() {
    return newest.map(Minted::revision).filter(number -> number > floor).orElse(0L);
  }

  private long nextRevision() {
    return newest.map(Minted::revision).orElse(0L) + 1;
  }

  /**
   * Whether a base is not the one to go on from: there is a newer revision, and this one is not
   * current through a deploy that was made after the newest one was minted (a rollback).
   */
  public boolean isOutdated(long base) {
    return newestRevision() > base && !isRollbackTo(base);
  }

  private boolean isRollbackTo(long base) {
    return current
        .filter(c -> c.revision() == base)
        .filter(c -> c.deployedAt().equals(OptionalLong.of(newestRevision())))
        .isPresent();
  }

  /** The role of a caller; none when the agent is not there for him. */
  public Optional<Role> roleOf(Caller caller) {
    if (!exists() || !caller.tenant().equals(tenant)) {
      return Optional.empty();
    }
    return caller.isTenantAdmin()
        ? Optional.of(Role.ADMIN)
        : Optional.ofNullable(members.get(caller.user()));
  }

  /** What an event tells beside what every event of an agent tells. */
  private record Told(
      ChangedPaths paths, Optional<String> comment, OptionalLong base, Optional<Switch> deployed) {
    static final Told NOTHING = changed(ChangedPaths.NONE);

    static Told changed(ChangedPaths paths) {
      return new Told(paths, Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    static Told deployed(Revision revision, Optional<Current> before) {
      return new Told(
          ChangedPaths.NONE,
          Optional.empty(),
          OptionalLong.empty(),
          Optional.of(new Switch(revision, before.map(Current::revision))));
    }
  }

  /** From one current revision to another. */
  private record Switch(Revision to, Optional<Long> from) {}

  /**
   * The event about this state. The revision it tells of is the newest, a deploy's the current. It
   * tells all that there is, since a consumer of both topics may never see the event before it.
   */
  private Event event(EventType type, Stamp stamp, Told told) {
    boolean ends = type == EventType.AGENT_DELETED;
    Optional<Current> runs = ends ? Optional.empty() : current;
    Optional<Minted> mine = newest.filter(n -> n.revision() > floor);
    Optional<Minted> subject =
        told.deployed().map(deployed -> Minted.of(deployed.to())).or(() -> mine);
    JsonObject.Builder data =
        JsonObject.builder()
            .put("id", ref().id().toString())
            .put("naturalId", id.value())
            .put("kind", AggregateKind.AGENT.wireName());
    if (!ends) {
      AgentProfile says = requireProfile();
      data.put("displayName", says.displayName())
          .putIfPresent("description", says.description())
          .put("tags", JsonArray.ofTexts(says.tags()));
    }
    data.put("revision", subject.map(Minted::revision).orElse(0L))
        .putIfPresent("revisionHash", subject.map(s -> s.hash().value()))
        .putIfPresent("contentHash", subject.map(s -> s.content().value()))
        .put(
            "current",
            runs.isPresent() && runs.map(Current::revision).equals(subject.map(Minted::revision)))
        .put("newestRevision", newestRevision());
    runs.ifPresent(r -> data.put("currentRevision", r.revision()));
    told.deployed().flatMap(Switch::from).ifPresent(from -> data.put("previousRevision", from));
    if (told.base().isPresent()) {
      data.put("baseRevision", told.base().getAsLong());
    }
    data.put("actor", stamp.by())
        .put("at", MILLISECONDS.format(stamp.at()))
        .putIfPresent("comment", told.comment())
        .put("changedPaths", JsonArray.ofTexts(told.paths().paths()))
        .put("changedPathsTruncated", told.paths().truncated());
    return Event.following(
        events,
        ref(),
        type,
        stamp,
        data.build(),
        ends ? Optional.empty() : subject.map(Minted::content));
  }

  private Agent counting(Event event) {
    Next next = new Next(this);
    next.events = events.next(event.type().topic());
    return next.build(version, recentChanges);
  }

  private Transition<Agent> telling(Event event) {
    return new Transition<>(counting(event), List.of(event), List.of(), List.of());
  }

  private Next next(Stamp stamp) {
    Next next = new Next(this);
    next.updated = stamp.after(latest());
    return next;
  }

  private Instant latest() {
    return updated.at();
  }

  @Override
  public AggregateRef ref() {
    return id.in(tenant);
  }

  @Override
  public long sequence() {
    return events.sequence();
  }

  @Override
  public Set<ContentHash> contents() {
    Set<ContentHash> contents = new LinkedHashSet<>();
    if (exists()) {
      newest.filter(n -> n.revision() > floor).ifPresent(n -> contents.add(n.content()));
      current.ifPresent(c -> contents.add(c.content()));
    }
    return contents;
  }

  @Override
  public Optional<String> called() {
    return Optional.empty();
  }

  @Override
  public Optional<UUID> openDraft() {
    return Optional.empty();
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new HashSet<>();
    if (exists()) {
      keys.add(Keys.AGENTS);
      members.keySet().forEach(user -> keys.add(Keys.agentsOf(user)));
    }
    if (cleared < gone()) {
      keys.add(Keys.LEFTOVERS);
    }
    return keys;
  }

  @Override
  public String order() {
    return id.value();
  }

  /** A state in the making. */
  private static final class Next {
    private final Agent from;
    private long incarnation;
    private Optional<AgentProfile> profile;
    private SortedMap<String, Role> members;
    private Stamp created;
    private Stamp updated;
    private Optional<Minted> newest;
    private long floor;
    private Optional<Stamp> deleted;
    private Optional<Current> current;
    private long deploys;
    private long cleared;
    private EventCounters events;

    Next(Agent from) {
      this.from = from;
      this.incarnation = from.incarnation;
      this.profile = from.profile;
      this.members = new TreeMap<>(from.members);
      this.created = from.created;
      this.updated = from.updated;
      this.newest = from.newest;
      this.floor = from.floor;
      this.deleted = from.deleted;
      this.current = from.current;
      this.deploys = from.deploys;
      this.cleared = from.cleared;
      this.events = from.events;
    }

    /** The entry of the journal for what is current now. */
    Deploy deploy(Optional<Long> previous) {
      return new Deploy(deploys, current.orElseThrow().revision(), previous, updated);
    }

    Agent saved(ChangeId change) {
      return build(from.version + 1, from.recentChanges.plus(change));
    }

    Agent build(long version, RecentChanges changes) {
      return new Agent(
          from.id,
          from.tenant,
          version,
          incarnation,
          profile,
          members,
          created,
          updated,
          newest,
          floor,
          deleted,
          current,
          deploys,
          cleared,
          events,
          changes);
    }
  }
}
