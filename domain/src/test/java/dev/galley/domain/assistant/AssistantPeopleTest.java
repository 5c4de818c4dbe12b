package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.KEEP;
import static dev.galley.domain.fixtures.AssistantFixture.at;
import static dev.galley.domain.fixtures.AssistantFixture.authored;
import static dev.galley.domain.fixtures.AssistantFixture.change;
import static dev.galley.domain.fixtures.AssistantFixture.changed;
import static dev.galley.domain.fixtures.AssistantFixture.committed;
import static dev.galley.domain.fixtures.AssistantFixture.content;
import static dev.galley.domain.fixtures.AssistantFixture.created;
import static dev.galley.domain.fixtures.AssistantFixture.hash;
import static dev.galley.domain.fixtures.AssistantFixture.live;
import static dev.galley.domain.fixtures.AssistantFixture.settingsOf;
import static dev.galley.domain.fixtures.AssistantFixture.sharedContent;
import static dev.galley.domain.fixtures.AssistantFixture.tokenHash;
import static dev.galley.domain.fixtures.AssistantFixture.withDraft;
import static dev.galley.domain.fixtures.AssistantFixture.withDraftOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssistantPeopleTest {
  private static final Principal BOB = Principal.user("bob");

  private static List<String> noted(Transition<?> transition) {
    return transition.notes().stream()
        .map(entry -> entry.what().text(Audit.CHANGE).orElseThrow())
        .toList();
  }

  @Test
  void aShareTakesThePlaceOfTheOneBefore() {
    Transition<Assistant> given =
        live().share(new Share(BOB, Level.READ), at(5), change()).orElseThrow();
    assertThat(given.next().shareOf(BOB)).contains(new Share(BOB, Level.READ));
    assertThat(given.next().audience()).contains(BOB.key());
    assertThat(given.next().updated()).isEqualTo(live().updated());
    assertThat(given.events()).isEmpty();
    assertThat(given.revisions()).isEmpty();
    assertThat(given.next().share(new Share(BOB, Level.READ), at(6), change())).isEmpty();

    Assistant others =
        given
            .next()
            .share(new Share(Principal.team("bob"), Level.WRITE), at(6), change())
            .orElseThrow()
            .next();
    Assistant raised =
        others.share(new Share(BOB, Level.ADMIN), at(7), change()).orElseThrow().next();
    assertThat(raised.shares())
        .containsExactly(
            new Share(BOB, Level.ADMIN), new Share(Principal.team("bob"), Level.WRITE));
    Assistant taken = raised.unshare(BOB, at(8), change()).orElseThrow().next();
    assertThat(taken.shares()).containsExactly(new Share(Principal.team("bob"), Level.WRITE));
    assertThat(taken.unshare(BOB, at(9), change())).isEmpty();
    assertThat(taken.audit().count()).isEqualTo(4);
  }

  @Test
  void sharesDecideInWhoseListsADraftIs() {
    Assistant shared =
        withDraft().share(new Share(BOB, Level.READ), at(5), change()).orElseThrow().next();
    assertThat(shared.keys()).contains(AssistantKeys.drafts(BOB));
    assertThat(shared.unshare(BOB, at(6), change()).orElseThrow().next().keys())
        .doesNotContain(AssistantKeys.drafts(BOB));
  }

  @Test
  void anotherOwnerIsToldWithBothNames() {
    Transition<Assistant> given =
        live()
            .changeOwner(Principal.team("support"), new Slug("sales-2"), at(5), change())
            .orElseThrow();
    Assistant next = given.next();
    assertThat(next.naturalId().toString()).isEqualTo("support:sales-2");
    assertThat(next.called()).contains("support:sales-2");
    assertThat(next.live()).isEqualTo(live().live());
    assertThat(next.updated()).isEqualTo(at(5));
    assertThat(given.revisions()).isEmpty();
    assertThat(given.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.ASSISTANT_LIVE_UPDATED);
          assertThat(event.data().text("naturalId")).contains("support:sales-2");
          assertThat(event.data().text("oldNaturalId")).contains("alice:sales");
          assertThat(CanonicalJson.write(event.data().get("changedPaths").orElseThrow()))
              .isEqualTo("[\"/ownerId\",\"/ownerType\",\"/slug\"]");
        });
    assertThat(noted(given)).containsExactly("owner");
    assertThat(next.changeOwner(next.owner(), next.slug(), at(6), change())).isEmpty();
  }

  @Test
  void aTeamOfTheSameIdKeepsTheName() {
    Transition<Assistant> given =
        live().changeOwner(Principal.team("alice"), live().slug(), at(5), change()).orElseThrow();
    assertThat(given.events().getFirst().data().has("oldNaturalId")).isFalse();
    assertThat(
            CanonicalJson.write(given.events().getFirst().data().get("changedPaths").orElseThrow()))
        .isEqualTo("[\"/ownerType\"]");
  }

  @Test
  void whatAWriteOnLiveOpensIsNotedOnceEach() {
    Transition<Assistant> edited =
        changed(
            live()
                .editLive(
                    authored(sharedContent("first")),
                    ChangedPaths.NONE,
                    new Assistant.Settings(Optional.empty(), true),
                    new TokenChange.Set(tokenHash("secret")),
                    at(5),
                    change()));
    assertThat(noted(edited)).containsExactly("shared", "protected", "token");
    assertThat(edited.notes().stream().map(JournalEntry::number)).containsExactly(1L, 2L, 3L);
    assertThat(edited.next().audit()).isEqualTo(new Audit(3, Optional.of(at(5))));
    assertThat(edited.notes().toString()).doesNotContain(tokenHash("secret").value());
    Transition<Assistant> other =
        changed(
            live()
                .editLive(
                    authored("second"),
                    ChangedPaths.NONE,
                    settingsOf(live()),
                    KEEP,
                    at(5),
                    change()));
    assertThat(other.notes()).isEmpty();
  }

  @Test
  void aTokenOfADraftIsNotedWithTheCommit() {
    Assistant draft =
        withDraftOf("second")
            .editDraft(hash("second"), new TokenChange.Set(tokenHash("secret")), at(3), change())
            .orElseThrow()
            .next();
    assertThat(draft.audit()).isEqualTo(Audit.NONE);
    Transition<Assistant> committed = committed(draft, "second");
    assertThat(noted(committed)).containsExactly("token");
    assertThat(committed.notes().getFirst().what().get("token")).contains(new JsonString("set"));

    Assistant back =
        committed
            .next()
            .openDraft(at(6), change())
            .next()
            .editDraft(hash("second"), new TokenChange.Clear(), at(7), change())
            .orElseThrow()
            .next();
    CommitDecision.NothingToCommit nothing =
        (CommitDecision.NothingToCommit)
            back.commit(
                authored("second"),
                ChangedPaths.NONE,
                OptionalLong.empty(),
                Optional.empty(),
                at(8),
                change());
    assertThat(noted(nothing.transition())).containsExactly("token");
    assertThat(nothing.transition().next().audit().count()).isEqualTo(2);
  }

  @Test
  void anAssistantThatBeginsWithMoreThanItsOwnerSaysSo() {
    assertThat(created().notes()).isEmpty();
    Transition<Assistant> shared = created(content("first"), List.of(new Share(BOB, Level.ADMIN)));
    assertThat(noted(shared)).containsExactly("created");
    assertThat(shared.next().audit().count()).isEqualTo(1);
    assertThat(noted(created(sharedContent("first"), List.of()))).containsExactly("created");
  }

  @Test
  void restoresAreNoted() {
    Transition<Assistant> revision =
        live().restoreRevision(1, hash("old"), at(5), change()).orElseThrow();
    assertThat(noted(revision)).containsExactly("restored");
    UUID discarded = UUID.randomUUID();
    Transition<Assistant> head =
        revision
            .next()
            .restore(discarded, hash("older"), Draft.Base.of(live().live()), at(6), change())
            .orElseThrow();
    assertThat(head.notes().getFirst().what().text("discarded")).contains(discarded.toString());
    assertThat(head.notes().getFirst().number()).isEqualTo(2);
  }

  @Test
  void timesOfTheTrailRise() {
    Assistant shared =
        live().share(new Share(BOB, Level.READ), at(50), change()).orElseThrow().next();
    Transition<Assistant> later = shared.unshare(BOB, at(40), change()).orElseThrow();
    assertThat(later.notes().getFirst().stamp().at()).isAfter(at(50).at());
    assertThat(shared.openDraft(at(30), change()).next().draft().orElseThrow().opened().at())
        .isAfter(at(50).at());
  }

  @Test
  void aDraftRemembersItsLastChangesAndWhoseClientMadeThem() {
    Assistant draft = withDraft();
    assertThat(draft.draft().orElseThrow().lastWrite())
        .isEqualTo(new DraftWrite(1, DraftWrite.Kind.CREATED, Optional.empty(), at(1)));
    for (int i = 0; i < 20; i++) {
      draft =
          Assistant.writtenFrom(
                  Optional.of("phone"),
                  draft.editDraft(hash("v" + i), KEEP, at(10 + i), change()).orElseThrow())
              .next();
    }
    Draft open = draft.draft().orElseThrow();
    assertThat(open.writes()).hasSize(Draft.WRITES);
    assertThat(open.lastWrite())
        .isEqualTo(new DraftWrite(21, DraftWrite.Kind.EDIT, Optional.of("phone"), at(29)));
    Transition<Assistant> marked =
        draft.markEntry(1, new EntryMark(true, Optional.empty()), change()).orElseThrow();
    assertThat(marked.next().draft().orElseThrow().lastWrite().version()).isEqualTo(21);
    Assistant discarded =
        Assistant.writtenFrom(Optional.of("laptop"), draft.discardDraft(at(60), change())).next();
    assertThat(discarded.lastDraft().orElseThrow().how())
        .contains(new DraftWrite(22, DraftWrite.Kind.DISCARD, Optional.of("laptop"), at(60)));
  }

  @Test
  void aTrailWithoutAnEntryHasNoLastOne() {
    assertThatThrownBy(() -> new Audit(1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Audit(0, Optional.of(at(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
