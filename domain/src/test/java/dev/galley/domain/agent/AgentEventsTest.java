package dev.galley.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the events of an agent tell. */
class AgentEventsTest {
  private static final AgentId ID = new AgentId("triage");
  private static final TenantId TENANT = new TenantId("acme");
  private static final AgentProfile PROFILE =
      new AgentProfile("Triage", Optional.of("Sorts."), List.of("desk"));

  private final List<Revision> revisions = new ArrayList<>();
  private long clock;
  private Agent agent = create(Optional.empty()).next();

  @Test
  void everyEventOfAnAgentThatIsThereTellsWhatItSaysOfItself() {
    for (Event event : List.of(create(Optional.empty()).events().getFirst(), mint("a"))) {
      assertThat(members(event, "id", "naturalId", "displayName", "description", "tags"))
          .isEqualTo("[\"%s\",\"triage\",\"Triage\",\"Sorts.\",[\"desk\"]]", agent.ref().id());
    }
  }

  @Test
  void theFirstRevisionIsCurrentAndALaterOneIsNot() {
    assertThat(members(mint("a"), "revision", "current", "newestRevision", "currentRevision"))
        .isEqualTo("[1,true,1,1]");
    assertThat(members(mint("b"), "revision", "current", "newestRevision", "currentRevision"))
        .isEqualTo("[2,false,2,1]");
  }

  @Test
  void aDeployTellsTheRevisionThatRunsTheOneBeforeAndTheNewest() {
    mint("a");
    mint("b");

    Event forth = told(agent.deploy(revisions.get(1), now(), change()));
    assertThat(members(forth, "revision", "current", "currentRevision", "previousRevision"))
        .isEqualTo("[2,true,2,1]");

    Event back = told(agent.deploy(revisions.get(0), now(), change()));
    assertThat(members(back, "revision", "newestRevision", "currentRevision", "previousRevision"))
        .isEqualTo("[1,2,1,2]");
    assertThat(back.data().text("revisionHash")).hasValue(revisions.get(0).hash().value());
    assertThat(back.data().text("contentHash")).hasValue(hash("a").value());
    assertThat(back.content()).hasValue(hash("a"));
  }

  @Test
  void aCommitThatIsDeployedTellsWhatItReplaces() {
    mint("a");
    WorkingCopy copy =
        WorkingCopy.create(
                new UUID(0, 1),
                TENANT,
                new CopyPlace(ID, 1, 1, "ada"),
                Optional.empty(),
                new WorkingCopy.Start(new UUID(0, 2), hash("b"), hash("a")),
                new CopyWriter(now(), Optional.empty()),
                change())
            .next();
    AgentCommit commit =
        agent.commit(
            copy,
            new Agent.Authored(hash("b"), ChangedPaths.of(List.of("/flow"))),
            OptionalLong.empty(),
            Optional.of("Better"),
            true,
            new CopyWriter(now(), Optional.empty()),
            change());
    if (!(commit instanceof AgentCommit.Committed(Transition<Agent> made, WorkingCopy left))) {
      throw new AssertionError("commit: " + commit);
    }
    assertThat(left.open()).isEmpty();
    assertThat(made.events())
        .extracting(Event::type)
        .containsExactly(EventType.AGENT_DRAFT_COMMITTED, EventType.AGENT_DEPLOYED);
    assertThat(members(made.events().get(0), "revision", "current", "baseRevision", "comment"))
        .isEqualTo("[2,true,1,\"Better\"]");
    assertThat(members(made.events().get(1), "revision", "previousRevision", "changedPaths"))
        .isEqualTo("[2,1,[]]");
    assertThat(made.events().get(1).data().text("revisionHash"))
        .hasValue(made.revisions().getFirst().hash().value());
  }

  @Test
  void aChangeOfTheProfileTellsWhere() {
    AgentProfile other = new AgentProfile("Triage 2", PROFILE.description(), List.of());
    Event event = told(agent.describe(other, now(), change()).orElseThrow());
    assertThat(members(event, "revision", "current", "displayName", "tags", "changedPaths"))
        .isEqualTo("[0,false,\"Triage 2\",[],[\"/displayName\",\"/tags\"]]");
    assertThat(event.data().has("revisionHash")).isFalse();
    assertThat(event.content()).isEmpty();

    AgentProfile silent = new AgentProfile("Triage 2", Optional.empty(), List.of());
    assertThat(members(told(agent.describe(silent, now(), change()).orElseThrow()), "changedPaths"))
        .isEqualTo("[[\"/description\"]]");
    assertThat(agent.describe(silent, now(), change())).isEmpty();
  }

  @Test
  void nothingIsCurrentAfterADeletionAndTheNextUnderTheIdGoesOn() {
    mint("a");
    Event deleted = told(agent.delete(now(), change()));
    assertThat(members(deleted, "revision", "current", "newestRevision")).isEqualTo("[1,false,1]");
    assertThat(deleted.data().members())
        .doesNotContainKeys("currentRevision", "displayName", "description", "tags");
    assertThat(deleted.content()).isEmpty();

    Event created = told(create(Optional.of(agent)));
    assertThat(created.sequence()).isEqualTo(deleted.sequence() + 1);
    assertThat(created.previous()).isEqualTo(deleted.sequence());
    assertThat(created.aggregate()).isEqualTo(deleted.aggregate());
    assertThat(members(created, "revision", "current", "newestRevision")).isEqualTo("[0,false,0]");
    assertThat(members(mint("b"), "revision", "current", "currentRevision"))
        .isEqualTo("[2,true,2]");
  }

  private Transition<Agent> create(Optional<Agent> deleted) {
    return Agent.create(ID, TENANT, deleted, PROFILE, now(), change());
  }

  private Event mint(String content) {
    Transition<Agent> minted =
        agent.mint(
            new Agent.Authored(hash(content), ChangedPaths.NONE),
            Optional.empty(),
            now(),
            change());
    revisions.addAll(minted.revisions());
    return told(minted);
  }

  private Event told(Transition<Agent> transition) {
    agent = transition.next();
    assertThat(transition.events()).hasSize(1);
    return transition.events().getFirst();
  }

  private static String members(Event event, String... names) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.add(CanonicalJson.write(event.data().get(name).orElseThrow()));
    }
    return values.toString().replace(", ", ",");
  }

  private static ContentHash hash(String content) {
    return ContentHash.ofText(content);
  }

  private Stamp now() {
    return new Stamp(Instant.parse("2026-11-22T12:00:00Z").plusSeconds(++clock), "ada");
  }

  private static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }
}
