package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.AgentFixture.ACME;
import static dev.galley.domain.fixtures.AgentFixture.ADA;
import static dev.galley.domain.fixtures.AgentFixture.DEMO;
import static dev.galley.domain.fixtures.AgentFixture.authored;
import static dev.galley.domain.fixtures.AgentFixture.change;
import static dev.galley.domain.fixtures.AgentFixture.hash;
import static dev.galley.domain.fixtures.AgentFixture.profile;
import static dev.galley.domain.fixtures.AgentFixture.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import dev.galley.domain.fixtures.AgentFixture;
import dev.galley.domain.fixtures.CallerFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentTest {

  private static Transition<Agent> created(Optional<Agent> deleted, Stamp stamp) {
    return Agent.create(DEMO, ACME, deleted, profile("Demo"), stamp, change());
  }

  private static AgentCommit commit(
      AgentFixture demo, WorkingCopy copy, String head, OptionalLong over, boolean deploy) {
    return demo.agent()
        .commit(copy, authored(head), over, Optional.of("Why"), deploy, demo.writer(), change());
  }

  private static AgentCommit.Committed committed(AgentFixture demo, long base, boolean deploy) {
    WorkingCopy copy = demo.copy(base, "mine");
    return (AgentCommit.Committed) commit(demo, copy, "mine", OptionalLong.empty(), deploy);
  }

  private static List<Deploy> deploys(Transition<Agent> decided) {
    return decided.notes().stream().map(Deploy::of).toList();
  }

  @Test
  void whoeverCreatesAnAgentIsItsAdmin() {
    Transition<Agent> created = created(Optional.empty(), stamp(1));
    Agent agent = created.next();

    assertThat(agent.version()).isEqualTo(1);
    assertThat(agent.incarnation()).isEqualTo(1);
    assertThat(agent.members()).containsExactly(Map.entry(ADA, Role.ADMIN));
    assertThat(agent.newestRevision()).isZero();
    assertThat(agent.current()).isEmpty();
    assertThat(agent.contents()).isEmpty();
    assertThat(agent.keys()).containsExactlyInAnyOrder(Keys.AGENTS, Keys.agentsOf(ADA));
    assertThat(created.events()).extracting(Event::type).containsExactly(EventType.AGENT_CREATED);
    assertThatThrownBy(() -> created(Optional.of(agent), stamp(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFirstRevisionBecomesCurrentAndIsNotedAsADeploy() {
    AgentFixture demo = AgentFixture.created();
    Transition<Agent> first = demo.mint("one");
    Transition<Agent> second = demo.mint("two");

    assertThat(first.revisions()).extracting(Revision::kind).containsExactly(RevisionKind.CREATED);
    assertThat(first.next().current().orElseThrow().revision()).isEqualTo(1);
    assertThat(deploys(first))
        .containsExactly(new Deploy(1, 1, Optional.empty(), first.next().updated()));
    assertThat(first.events())
        .extracting(Event::type)
        .containsExactly(EventType.AGENT_REVISION_CREATED);
    assertThat(second.next().current().orElseThrow().revision()).isEqualTo(1);
    assertThat(second.notes()).isEmpty();
    assertThat(second.revisions()).extracting(Revision::kind).containsExactly(RevisionKind.UPDATE);
    assertThat(second.revisions().getFirst().parent())
        .contains(first.revisions().getFirst().hash());
    assertThat(second.next().contents()).containsExactlyInAnyOrder(hash("one"), hash("two"));
  }

  @Test
  void everyDeployIsNotedWithWhatWasCurrentBefore() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    Transition<Agent> three = demo.deploy(3);
    Transition<Agent> back = demo.deploy(2);
    Transition<Agent> same = demo.deploy(2);

    assertThat(deploys(three))
        .containsExactly(new Deploy(2, 3, Optional.of(1L), three.next().updated()));
    assertThat(deploys(back))
        .containsExactly(new Deploy(3, 2, Optional.of(3L), back.next().updated()));
    assertThat(deploys(same))
        .containsExactly(new Deploy(4, 2, Optional.of(2L), same.next().updated()));
    assertThat(same.next().contents())
        .containsExactlyInAnyOrder(hash("revision 2"), hash("revision 3"));
    Revision unknown = AgentFixture.withRevisions(4).revision(4);
    assertThatThrownBy(() -> demo.agent().deploy(unknown, demo.now(), change()))
        .hasMessage("revision: 4 (expected: one that there is)");
  }

  @Test
  void aBaseIsOutdatedByANewerRevision() {
    AgentFixture demo = AgentFixture.created();
    assertThat(demo.agent().isOutdated(0)).isFalse();
    demo.mint("one");
    assertThat(demo.agent().isOutdated(0)).isTrue();
    assertThat(demo.agent().isOutdated(1)).isFalse();
    demo.mint("two");
    assertThat(demo.agent().isOutdated(1)).as("current, but by being the first").isTrue();
    demo.deploy(2);
    assertThat(demo.agent().isOutdated(1)).isTrue();
    assertThat(demo.agent().isOutdated(2)).isFalse();
  }

  @Test
  void aBaseThatWasRolledBackToIsNotOutdatedUntilTheNextRevision() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    demo.deploy(3);
    demo.deploy(1);
    assertThat(demo.agent().isOutdated(1)).isFalse();
    assertThat(demo.agent().isOutdated(2)).isTrue();
    assertThat(demo.agent().isOutdated(3)).isFalse();

    demo.mint("four");
    assertThat(demo.agent().isOutdated(1)).as("deployed before four was minted").isTrue();
    demo.deploy(2);
    assertThat(demo.agent().isOutdated(1)).isTrue();
    assertThat(demo.agent().isOutdated(2)).isFalse();
  }

  @Test
  void aCommitMakesARevisionAndEndsTheCopy() {
    AgentFixture demo = AgentFixture.withRevisions(2);
    WorkingCopy copy = demo.copy(2, "mine");
    AgentCommit.Committed committed =
        (AgentCommit.Committed) commit(demo, copy, "mine", OptionalLong.empty(), false);

    Revision revision = committed.agent().revisions().getFirst();
    assertThat(revision.number()).isEqualTo(3);
    assertThat(revision.content()).isEqualTo(hash("mine"));
    assertThat(revision.kind()).isEqualTo(RevisionKind.COMMIT);
    assertThat(revision.comment()).contains("Why");
    assertThat(revision.intact()).isTrue();
    assertThat(committed.left().version()).isEqualTo(copy.version() + 1);
    assertThat(committed.left().ended().orElseThrow().revision()).isEqualTo(OptionalLong.of(3));
    assertThat(committed.agent().next().current().orElseThrow().revision()).isEqualTo(1);
    assertThat(committed.agent().events())
        .extracting(Event::type)
        .containsExactly(EventType.AGENT_DRAFT_COMMITTED);
    assertThatThrownBy(() -> commit(demo, copy, "another", OptionalLong.empty(), false))
        .hasMessageContaining("expected: that of the copy");
  }

  @Test
  void anOutdatedCommitGoesOnlyOverTheNewestRevision() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    WorkingCopy copy = demo.copy(1, "mine");

    for (OptionalLong over :
        List.of(OptionalLong.empty(), OptionalLong.of(1), OptionalLong.of(2), OptionalLong.of(4))) {
      assertThat(commit(demo, copy, "mine", over, false))
          .isEqualTo(new AgentCommit.BaseOutdated(demo.agent().newest().orElseThrow()));
    }
    assertThat(commit(demo, copy, "mine", OptionalLong.of(3), false))
        .isInstanceOf(AgentCommit.Committed.class);
  }

  @Test
  void aCommitOnTopOfARollbackGoesThrough() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    demo.deploy(1);
    AgentCommit.Committed committed = committed(demo, 1, false);

    assertThat(committed.agent().next().newestRevision()).isEqualTo(4);
    assertThat(committed.agent().next().isOutdated(1)).isTrue();
  }

  @Test
  void aCommitOfTheFirstRevisionBecomesCurrentWithoutADeployEvent() {
    AgentCommit.Committed committed = committed(AgentFixture.created(), 0, false);

    assertThat(committed.agent().next().current().orElseThrow().revision()).isEqualTo(1);
    assertThat(committed.agent().next().current().orElseThrow().deployedAt()).isEmpty();
    assertThat(committed.agent().events())
        .extracting(Event::type)
        .containsExactly(EventType.AGENT_DRAFT_COMMITTED);
    assertThat(deploys(committed.agent())).extracting(Deploy::revision).containsExactly(1L);
  }

  @Test
  void aCommitThatDeploysTellsBothInTheirOrder() {
    AgentFixture demo = AgentFixture.withRevisions(2);
    AgentCommit.Committed committed = committed(demo, 2, true);
    List<Event> events = committed.agent().events();

    assertThat(events)
        .extracting(Event::type, Event::sequence, Event::previous)
        .containsExactly(
            tuple(EventType.AGENT_DRAFT_COMMITTED, 4L, 0L),
            tuple(EventType.AGENT_DEPLOYED, 5L, 3L));
    assertThat(committed.agent().next().sequence()).isEqualTo(5);
    assertThat(deploys(committed.agent()))
        .extracting(Deploy::number, Deploy::revision)
        .containsExactly(tuple(2L, 3L));
    assertThat(committed.agent().next().current().orElseThrow().deployedAt())
        .isEqualTo(OptionalLong.of(3));
  }

  @Test
  void anEventTellsWhatHappened() {
    AgentFixture demo = AgentFixture.withRevisions(2);
    Event event = committed(demo, 2, false).agent().events().getFirst();
    Revision revision = committed(demo, 2, false).agent().revisions().getFirst();

    assertThat(event.content()).contains(hash("mine"));
    String told = CanonicalJson.write(event.data().without("revisionHash").without("at"));
    assertThat(told)
        .isEqualTo(
            """
            {"actor":"ada","baseRevision":2,"changedPaths":["/flow"],\
            "changedPathsTruncated":false,"comment":"Why","contentHash":"%s",\
            "current":false,"currentRevision":1,"displayName":"Demo","id":"%s",\
            "kind":"agent","naturalId":"demo","newestRevision":3,"revision":3,"tags":[]}\
            """
                .formatted(hash("mine").value(), demo.agent().ref().id()));
    assertThat(event.data().text("revisionHash").orElseThrow())
        .hasSameSizeAs(revision.hash().value());
    assertThat(event.data().text("at").orElseThrow()).matches("2026-01-01T00:00:\\d\\d.000Z");
  }

  @Test
  void aDeployTellsTheRevisionThatRuns() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    Event event = demo.deploy(2).events().getFirst();

    assertThat(CanonicalJson.write(event.data()))
        .contains("\"revision\":2")
        .contains(hash("revision 2").value())
        .contains("\"previousRevision\":1")
        .doesNotContain("baseRevision");
    assertThat(event.content()).contains(hash("revision 2"));
  }

  @Test
  void aDeletionTellsNoContent() {
    AgentFixture demo = AgentFixture.withRevisions(1);
    Transition<Agent> deleted = demo.delete();

    assertThat(deleted.events()).extracting(Event::type).containsExactly(EventType.AGENT_DELETED);
    assertThat(deleted.events().getFirst().content()).isEmpty();
    assertThat(deleted.next().exists()).isFalse();
    assertThat(deleted.next().members()).isEmpty();
    assertThat(deleted.next().contents()).isEmpty();
    assertThat(deleted.next().keys()).containsExactly(Keys.LEFTOVERS);
    assertThat(deleted.next().roleOf(CallerFixture.user(ADA))).isEmpty();
    assertThat(deleted.next().roleOf(CallerFixture.tenantAdmin())).isEmpty();
  }

  @Test
  void theNextOneUnderTheSameIdGoesOnWithItsNumbers() {
    AgentFixture demo = AgentFixture.withRevisions(3);
    demo.deploy(2);
    Agent deleted = demo.delete().next();
    Transition<Agent> again = created(Optional.of(deleted), stamp(-60));
    demo.then(again);

    assertThat(again.next().ref()).isEqualTo(deleted.ref());
    assertThat(again.next().version()).isEqualTo(deleted.version() + 1);
    assertThat(again.next().incarnation()).isEqualTo(2);
    assertThat(again.events().getFirst().sequence()).isEqualTo(deleted.sequence() + 1);
    assertThat(again.events().getFirst().content()).isEmpty();
    assertThat(again.next().created().at()).isAfter(deleted.deleted().orElseThrow().at());
    assertThat(again.next().newestRevision()).isZero();
    assertThat(again.next().has(3)).isFalse();
    assertThat(again.next().isOutdated(0)).isFalse();
    assertThat(again.next().contents()).isEmpty();

    Transition<Agent> minted = demo.mint("anew");
    assertThat(minted.revisions().getFirst().number()).isEqualTo(4);
    assertThat(minted.revisions().getFirst().kind()).isEqualTo(RevisionKind.CREATED);
    assertThat(minted.next().current().orElseThrow().revision()).isEqualTo(4);
    assertThat(deploys(minted)).extracting(Deploy::number).containsExactly(3L);
    assertThat(deploys(minted)).extracting(Deploy::previous).containsExactly(Optional.empty());
    assertThat(minted.next().has(4)).isTrue();
    assertThat(minted.next().has(3)).isFalse();
    assertThat(minted.next().contents()).containsExactly(hash("anew"));
    assertThat(demo.copy(4, "x").called())
        .isNotEqualTo(AgentFixture.withRevisions(4).copy(4, "x").called());
  }

  @Test
  void leftoversAreThereUntilAllThatWasDeletedIsCleared() {
    AgentFixture demo = AgentFixture.withRevisions(1);
    demo.delete();
    demo.createAgain();
    assertThat(demo.agent().gone()).isEqualTo(1);
    assertThat(demo.agent().keys()).contains(Keys.LEFTOVERS, Keys.AGENTS);
    Agent cleared = demo.agent().clear(change()).next();
    assertThat(cleared.keys()).doesNotContain(Keys.LEFTOVERS);
    assertThat(cleared.updated()).isEqualTo(demo.agent().updated());
    assertThat(cleared.version()).isEqualTo(demo.agent().version() + 1);
    Agent deleted = cleared.delete(demo.now(), change()).next();
    assertThat(deleted.keys()).containsExactly(Keys.LEFTOVERS);
    assertThat(deleted.clear(change()).next().keys()).isEmpty();
  }

  @Test
  void theLastAdminStays() {
    Agent agent = AgentFixture.created().agent();
    for (Optional<Role> role : List.of(Optional.<Role>empty(), Optional.of(Role.EDITOR))) {
      assertThatThrownBy(() -> agent.setRole(ADA, role, stamp(9), change()))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(agent.isLastAdmin(ADA)).isTrue();
    assertThat(agent.setRole(ADA, Optional.of(Role.ADMIN), stamp(9), change())).isEmpty();
    Agent two =
        agent.setRole("bob", Optional.of(Role.ADMIN), stamp(9), change()).orElseThrow().next();
    assertThat(two.isLastAdmin(ADA)).isFalse();
    Agent one = two.setRole(ADA, Optional.empty(), stamp(10), change()).orElseThrow().next();
    assertThat(one.isLastAdmin("bob")).isTrue();
    assertThat(one.isLastAdmin("eve")).isFalse();
    assertThat(one.keys()).containsExactlyInAnyOrder(Keys.AGENTS, Keys.agentsOf("bob"));
    assertThat(one.setRole("eve", Optional.empty(), stamp(11), change())).isEmpty();
  }

  @Test
  void aRoleIsForItsTenantAndAdminsOfTheTenantAreAdmins() {
    Agent agent = AgentFixture.created().agent();
    agent = agent.setRole("eve", Optional.of(Role.VIEWER), stamp(9), change()).orElseThrow().next();

    assertThat(agent.roleOf(CallerFixture.user("eve"))).contains(Role.VIEWER);
    assertThat(agent.roleOf(CallerFixture.user("bob"))).isEmpty();
    assertThat(agent.roleOf(CallerFixture.tenantAdmin())).contains(Role.ADMIN);
    assertThat(agent.roleOf(CallerFixture.elsewhere(CallerFixture.user(ADA)))).isEmpty();
    assertThat(agent.roleOf(CallerFixture.elsewhere(CallerFixture.tenantAdmin()))).isEmpty();
    assertThat(Role.EDITOR.allows(Role.VIEWER)).isTrue();
    assertThat(Role.EDITOR.allows(Role.ADMIN)).isFalse();
  }

  @Test
  void aDescriptionThatIsTheSameChangesNothing() {
    AgentFixture demo = AgentFixture.created();
    assertThat(demo.agent().describe(profile("Demo"), stamp(9), change())).isEmpty();
    Transition<Agent> described =
        demo.agent().describe(profile("Better"), stamp(9), change()).orElseThrow();

    assertThat(described.next().requireProfile().displayName()).isEqualTo("Better");
    assertThat(described.events())
        .extracting(Event::type)
        .containsExactly(EventType.AGENT_LIVE_UPDATED);
  }

  @Test
  void timesOnlyRise() {
    AgentFixture demo = AgentFixture.withRevisions(1);
    Agent agent = demo.agent();
    Agent next = agent.mint(authored("x"), Optional.empty(), stamp(-60), change()).next();

    assertThat(next.updated().at()).isEqualTo(agent.updated().at().plusMillis(1));
  }

  @Test
  void idsAreCheckedAndNameTheAggregate() {
    for (String id : List.of("ab", "a-b_c9", "a".repeat(63))) {
      assertThat(AgentId.isId(id)).as(id).isTrue();
    }
    for (String id : List.of("", "a", "Ab", "1a", "-a", "a b", "a/b", "a".repeat(64), "\u00e4b")) {
      assertThat(AgentId.isId(id)).as(id).isFalse();
      assertThatThrownBy(() -> new AgentId(id)).hasMessageContaining(AgentId.RULE);
    }
    assertThat(DEMO.in(ACME)).isEqualTo(new AgentId("demo").in(ACME));
    assertThat(DEMO.in(ACME).id()).isNotEqualTo(DEMO.in(CallerFixture.OTHER).id());
  }
}
