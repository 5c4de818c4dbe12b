package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.AgentLimits;
import dev.galley.application.agent.AutosaveCopy;
import dev.galley.application.agent.ClearDeletedAgents;
import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.CreateAgent;
import dev.galley.application.agent.DeleteAgent;
import dev.galley.application.agent.DeployRevision;
import dev.galley.application.agent.DiscardCopy;
import dev.galley.application.agent.MarkCopyEntry;
import dev.galley.application.agent.MintRevision;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.agent.RebaseCopy;
import dev.galley.application.agent.SetAgentRole;
import dev.galley.application.agent.StepCopy;
import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentCommit;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.AgentProfile;
import dev.galley.domain.agent.CopyPlace;
import dev.galley.domain.agent.CopyWriter;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who works on agents in one tenant, through the use cases: each verb has to succeed.
 * Those that end in {@code Change} only decide.
 */
public final class AgentAuthor {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final StoreUnderTest store;
  private final Caller caller;
  private final AgentDesk desk;
  private final AtomicLong clock;

  private AgentAuthor(StoreUnderTest store, TenantId tenant, String user, AtomicLong clock) {
    this.store = store;
    this.caller =
        new Caller(tenant, user, Map.of(), Set.of(Caller.AI_SEAT), Set.of(Agent.CREATE), Set.of());
    this.clock = clock;
    this.desk =
        new AgentDesk(
            store.snapshots(),
            store.revisions(),
            store.journals(),
            new AgentLimits(
                AgentContent.MAX_BYTES,
                AgentContent.MAX_COMMENT,
                WorkingCopy.MIN_RETENTION,
                AgentLimits.DEFAULT.copies()),
            () -> BEGINNING.plusMillis(this.clock.addAndGet(1_000)),
            new Saver(store.aggregates(), AgentAuthor::fresh, AgentAuthor::pause));
  }

  /** An author in a tenant that nobody has used. */
  public static AgentAuthor inFreshTenant(StoreUnderTest store) {
    return in(new TenantId("tenant-" + UUID.randomUUID()), store);
  }

  /** An author in that tenant. */
  public static AgentAuthor in(TenantId tenant, StoreUnderTest store) {
    return new AgentAuthor(store, tenant, Author.NAME, new AtomicLong());
  }

  /** Somebody else in the same tenant, with the same clock. */
  public AgentAuthor as(String user) {
    return new AgentAuthor(store, caller.tenant(), user, clock);
  }

  private static UUID fresh() {
    return Author.freshId().value();
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 4L + attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Where this author works. */
  public TenantId tenant() {
    return caller.tenant();
  }

  /** Who this author is. */
  Caller caller() {
    return caller;
  }

  /** What the use cases share. */
  AgentDesk desk() {
    return desk;
  }

  /** Has that much time pass. */
  public void sleep(Duration time) {
    clock.addAndGet(time.toMillis());
  }

  /** A time later than all before. */
  public Stamp now() {
    return new Stamp(desk.clock().instant(), caller.user());
  }

  /** Somebody who writes now. */
  public CopyWriter writer() {
    return new CopyWriter(now(), Optional.of("laptop"));
  }

  /** A content with a complete flow that says this. */
  public static AgentContent content(String text) {
    JsonArray steps =
        JsonArray.of(
            step("entry", "ENTRY_POINT"),
            step("work", "AGENT")
                .with("parameters", JsonObject.EMPTY.with("prompt", Json.of(text))),
            step("exit", "EXIT_POINT"));
    JsonArray edges = JsonArray.of(edge("entry", "work"), edge("work", "exit"));
    return AgentContent.parse(
        JsonObject.EMPTY.with(
            "flow", JsonObject.builder().put("steps", steps).put("edges", edges).build()));
  }

  private static JsonObject step(String id, String type) {
    return JsonObject.builder().put("id", id).put("type", type).build();
  }

  private static JsonObject edge(String source, String target) {
    return JsonObject.builder().put("source", source).put("target", target).build();
  }

  /** A new agent without a revision. */
  public Agent create(String id) {
    AgentForms.Profile profile =
        new AgentForms.Profile(
            Optional.of(new AgentId(id)),
            Optional.empty(),
            Optional.of(Optional.of("Does " + id)),
            Optional.of(List.of("red", "green")));
    return done(new CreateAgent(desk).handle(caller, tenant().value(), profile));
  }

  /** The creation of an agent that nobody has had before. */
  public Change creationChange(String id) {
    ChangeId change = Author.change();
    AgentProfile profile = new AgentProfile(id, Optional.empty(), List.of());
    return Change.of(
        change, Agent.create(new AgentId(id), tenant(), Optional.empty(), profile, now(), change));
  }

  /** A new agent with that many revisions, each of which says its number. */
  public Agent create(String id, int revisions) {
    Agent agent = create(id);
    for (int i = 1; i <= revisions; i++) {
      agent = mint(id, "Revision " + i + " of " + id);
    }
    return agent;
  }

  /** Makes a revision. */
  public Agent mint(String id, String text) {
    return done(new MintRevision(desk).handle(caller, tenant().value(), id, content(text))).agent();
  }

  /** The making of a revision. */
  public Change mintChange(Agent agent, String text) {
    ChangeId change = Author.change();
    AgentContent content = content(text);
    return Change.of(
            change,
            agent.mint(
                new Agent.Authored(content.snapshot().hash(), ChangedPaths.of(List.of("/flow"))),
                Optional.empty(),
                now(),
                change))
        .with(content.snapshot());
  }

  /** Makes a revision current. */
  public Agent deploy(String id, long revision) {
    return done(new DeployRevision(desk).handle(caller, tenant().value(), id, revision));
  }

  /** Deletes an agent, whoever works on it. */
  public Agent delete(String id) {
    return done(new DeleteAgent(desk).handle(caller, tenant().value(), id, true));
  }

  /** Removes what deleted agents have left. */
  public void clear() {
    new ClearDeletedAgents(desk, store.housekeeping()).handle(1_000);
  }

  /** The agent as it is now, deleted or not. */
  public Agent read(String id) {
    return (Agent) store.aggregates().find(new AgentId(id).in(tenant())).orElseThrow();
  }

  /** This author's place. */
  CopyAddress at(String id, long base) {
    return new CopyAddress(caller, tenant().value(), id, base);
  }

  /** This author's open working copy. */
  public Optional<WorkingCopy> copy(String id, long base) {
    return done(new ReadCopy(desk).handle(at(id, base))).map(CopyView::copy);
  }

  /** Saves what the author has on his screen, who has seen all that was before. */
  public WorkingCopy write(String id, long base, String text) {
    return done(write(id, base, text, seen(id, base))).copy();
  }

  Outcome<CopyView> write(String id, long base, String text, OptionalLong seen) {
    return new AutosaveCopy(desk)
        .handle(new AutosaveCopy.Command(at(id, base), content(text), seen, Optional.of("laptop")));
  }

  private OptionalLong seen(String id, long base) {
    return copy(id, base)
        .map(copy -> OptionalLong.of(copy.draftVersion().value()))
        .orElse(OptionalLong.empty());
  }

  /** Undoes one step. */
  public WorkingCopy undo(String id, long base) {
    return done(new StepCopy(desk)
            .handle(at(id, base), seen(id, base), Optional.empty(), StepCopy.Direction.UNDO))
        .copy();
  }

  /** Pins an entry and gives it a name. */
  public void pin(String id, long base, long entry, String label) {
    done(
        new MarkCopyEntry(desk)
            .handle(
                at(id, base),
                new SeqNo(entry),
                new AgentForms.Mark(Optional.of(true), Optional.of(Optional.of(label)))));
  }

  /** Gives somebody a role in an agent, or takes it. */
  public Agent role(String id, String user, Optional<Role> role) {
    return done(new SetAgentRole(desk).handle(caller, tenant().value(), id, user, role));
  }

  /** Throws a working copy away. */
  public WorkingCopy discard(String id, long base) {
    return done(new DiscardCopy(desk).handle(at(id, base), seen(id, base), Optional.empty()));
  }

  /** Makes a revision of a working copy. */
  public CommitCopy.Committed commit(String id, long base) {
    return done(commit(id, base, seen(id, base)));
  }

  Outcome<CommitCopy.Committed> commit(String id, long base, OptionalLong seen) {
    return new CommitCopy(desk)
        .handle(
            new CommitCopy.Command(
                at(id, base),
                seen,
                Optional.empty(),
                new AgentForms.Commit(Optional.of("Because."), false),
                false,
                OptionalLong.empty()));
  }

  /** The commit of a working copy that is not outdated. */
  public Change commitChange(Agent agent, WorkingCopy copy) {
    ChangeId change = Author.change();
    var head = copy.open().orElseThrow().head();
    AgentCommit decided =
        agent.commit(
            copy,
            new Agent.Authored(head, ChangedPaths.of(List.of("/flow"))),
            OptionalLong.empty(),
            Optional.of("Because."),
            false,
            writer(),
            change);
    return switch (decided) {
      case AgentCommit.Committed(var made, var left) ->
          Change.of(change, made)
              .with(store.snapshots().find(tenant(), head).orElseThrow())
              .using(Follower.ending(left));
      case AgentCommit.BaseOutdated(var newest) -> throw new AssertionError(newest);
    };
  }

  /** Brings a working copy onto the newest revision. */
  public WorkingCopy rebase(String id, long base) {
    RebaseCopy.Result result =
        done(
            new RebaseCopy(desk)
                .handle(
                    new RebaseCopy.Command(
                        at(id, base),
                        seen(id, base),
                        Optional.empty(),
                        new RebaseDraft.Wish(OptionalLong.empty(), List.of(), false),
                        true)));
    assertThat(result).isInstanceOf(RebaseCopy.Rebased.class);
    return ((RebaseCopy.Rebased) result).view().copy();
  }

  /** A new working copy, straight through the port. */
  public Change copyChange(Agent agent, long base, String text) {
    ChangeId change = Author.change();
    CopyPlace place = new CopyPlace(agent.id(), agent.incarnation(), base, caller.user());
    var head = content(text).snapshot();
    var started = AgentContent.EMPTY.snapshot();
    return Change.of(
            change,
            WorkingCopy.create(
                fresh(),
                tenant(),
                place,
                Optional.empty(),
                new WorkingCopy.Start(fresh(), head.hash(), started.hash()),
                writer(),
                change))
        .with(head, started)
        .with(new NameChange.Claim(place.name()));
  }

  /** Saves, which has to succeed; what was saved is what is read. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T extends Living> T saved(Change change) {
    assertThat(store.aggregates().save(change)).isEqualTo(new SaveOutcome.Saved());
    Living found = store.aggregates().find(change.next().ref()).orElseThrow();
    assertThat(found).isEqualTo(change.next());
    @SuppressWarnings("unchecked")
    T same = (T) found;
    return same;
  }

  /** What was asked for. */
  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }
}
