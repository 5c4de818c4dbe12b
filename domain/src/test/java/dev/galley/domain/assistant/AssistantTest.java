package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.KEEP;
import static dev.galley.domain.fixtures.AssistantFixture.START;
import static dev.galley.domain.fixtures.AssistantFixture.at;
import static dev.galley.domain.fixtures.AssistantFixture.authored;
import static dev.galley.domain.fixtures.AssistantFixture.change;
import static dev.galley.domain.fixtures.AssistantFixture.changed;
import static dev.galley.domain.fixtures.AssistantFixture.committed;
import static dev.galley.domain.fixtures.AssistantFixture.content;
import static dev.galley.domain.fixtures.AssistantFixture.created;
import static dev.galley.domain.fixtures.AssistantFixture.hash;
import static dev.galley.domain.fixtures.AssistantFixture.live;
import static dev.galley.domain.fixtures.AssistantFixture.liveEdited;
import static dev.galley.domain.fixtures.AssistantFixture.locked;
import static dev.galley.domain.fixtures.AssistantFixture.paths;
import static dev.galley.domain.fixtures.AssistantFixture.settingsOf;
import static dev.galley.domain.fixtures.AssistantFixture.sharedContent;
import static dev.galley.domain.fixtures.AssistantFixture.tokenHash;
import static dev.galley.domain.fixtures.AssistantFixture.withDraft;
import static dev.galley.domain.fixtures.AssistantFixture.withDraftOf;
import static dev.galley.domain.fixtures.AssistantFixture.withOutdatedDraftOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.Share;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant.Settings;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import dev.galley.domain.fixtures.AssistantFixture;
import dev.galley.domain.fixtures.CallerFixture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AssistantTest {
  private static final Optional<String> NO_COMMENT = Optional.empty();
  private static final OptionalLong NOT_OVER = OptionalLong.empty();

  @Test
  void newAssistantIsLiveWithItsFirstRevision() {
    Transition<Assistant> created = created();
    Assistant assistant = created.next();

    assertThat(assistant.version()).isEqualTo(1);
    assertThat(assistant.live().revision()).isEqualTo(1);
    assertThat(assistant.live().content()).isEqualTo(hash("first"));
    assertThat(assistant.draft()).isEmpty();
    assertThat(created.revisions())
        .singleElement()
        .satisfies(revision -> {
          assertThat(revision.kind()).isEqualTo(RevisionKind.CREATED);
          assertThat(revision.parent()).isEmpty();
          assertThat(revision.hash()).isEqualTo(assistant.live().hash());
        });
    assertThat(created.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.ASSISTANT_CREATED);
          assertThat(event.sequence()).isEqualTo(1);
          assertThat(event.previous()).isZero();
        });
    assertThat(created.entries()).isEmpty();
  }

  @Test
  void draftStartsFromWhatIsLive() {
    Assistant live = live();
    Transition<Assistant> opened = live.openDraft(at(1), change());
    Draft draft = opened.next().draft().orElseThrow();

    assertThat(draft.base()).isEqualTo(1);
    assertThat(draft.head()).isEqualTo(live.live().content());
    assertThat(draft.id()).isEqualTo(AssistantFixture.ID.draft(1));
    assertThat(opened.next().outdated()).isFalse();
    assertThat(opened.next().live()).isEqualTo(live.live());
    assertThat(opened.entries())
        .containsExactly(new HistoryEntry(draft.id(), 1, draft.head(), at(1)));
    assertThat(opened.events()).isEmpty();
    assertThat(opened.revisions()).isEmpty();
  }

  @Test
  void eachDraftHasAnIdOfItsOwn() {
    Assistant again =
        withDraft().discardDraft(at(2), change()).next().openDraft(at(3), change()).next();

    assertThat(again.draft().orElseThrow().id()).isEqualTo(AssistantFixture.ID.draft(2));
  }

  @Test
  void secondDraftBesideTheFirstIsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> withDraft().openDraft(at(2), change()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatNeedsADraftIsAMistakeWithoutOne() {
    assertThatThrownBy(() -> live().editDraft(hash("x"), KEEP, at(2), change()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> live().discardDraft(at(2), change()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> live().commit(authored("x"), paths(), NOT_OVER, NO_COMMENT, at(2), change()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void editOfADraftMovesItsHeadAndNothingElse() {
    Assistant before = withDraft();
    Transition<Assistant> edited =
        before.editDraft(hash("second"), KEEP, at(2), change()).orElseThrow();
    Draft draft = edited.next().draft().orElseThrow();

    assertThat(draft.head()).isEqualTo(hash("second"));
    assertThat(draft.seqNo()).isEqualTo(2);
    assertThat(draft.baseContent()).isEqualTo(hash("first"));
    assertThat(edited.entries())
        .containsExactly(new HistoryEntry(draft.id(), 2, hash("second"), at(2)));
    assertThat(edited.events()).isEmpty();
    assertThat(edited.next().live()).isEqualTo(before.live());
    assertThat(edited.next().updated()).isEqualTo(before.updated());
  }

  @Test
  void editOfADraftThatChangesNothingIsNoChange() {
    assertThat(withDraftOf("second").editDraft(hash("second"), KEEP, at(3), change())).isEmpty();
  }

  @Test
  void commitMakesTheHeadLiveAndTellsTheWorldOnce() {
    ChangeId change = change();
    CommitDecision decision =
        withDraftOf("second")
            .commit(
                authored("second"), paths("/name"), NOT_OVER, Optional.of("why"), at(9), change);

    assertThat(decision)
        .isInstanceOfSatisfying(
            CommitDecision.Committed.class,
            committed -> {
              Assistant next = committed.transition().next();
              assertThat(next.draft()).isEmpty();
              assertThat(next.live().revision()).isEqualTo(2);
              assertThat(next.live().content()).isEqualTo(hash("second"));
              assertThat(next.live().summary().name()).isEqualTo("second");
              assertThat(next.updated()).isEqualTo(at(9));
              assertThat(next.recentChanges().contains(change)).isTrue();
              assertThat(next.lastDraft())
                  .contains(
                      new EndedDraft(
                          AssistantFixture.ID.draft(1),
                          EndedDraft.Outcome.COMMITTED,
                          2,
                          at(9),
                          Optional.of(
                              new DraftWrite(3, DraftWrite.Kind.COMMIT, Optional.empty(), at(9)))));
              Revision revision = committed.transition().revisions().getFirst();
              assertThat(revision.kind()).isEqualTo(RevisionKind.COMMIT);
              assertThat(revision.parent()).contains(live().live().hash());
              assertThat(revision.comment()).contains("why");
              assertThat(revision.change()).isEqualTo(change);
              assertThat(committed.transition().events())
                  .singleElement()
                  .satisfies(event -> {
                    assertThat(event.type()).isEqualTo(EventType.ASSISTANT_DRAFT_COMMITTED);
                    assertThat(event.sequence()).isEqualTo(2);
                    assertThat(event.previous()).isZero();
                    assertThat(event.content()).contains(hash("second"));
                    assertThat(event.data())
                        .isEqualTo(
                            JsonReader.read(
                                """
                                {"id": "%s", "naturalId": "alice:sales", "kind": "assistant",
                                 "revision": 2, "revisionHash": "%s", "contentHash": "%s",
                                 "baseRevision": 1, "actor": "alice",
                                 "at": "2026-03-01T12:00:09.000Z", "comment": "why",
                                 "changedPaths": ["/name"], "changedPathsTruncated": false}
                                """
                                    .formatted(
                                        AssistantFixture.ID.value(),
                                        revision.hash().value(),
                                        hash("second").value())));
                  });
            });
  }

  @Test
  void commitOfAnotherContentThanTheHeadIsAMistakeOfTheCaller() {
    assertThatThrownBy(() ->
            withDraftOf("second")
                .commit(authored("other"), paths(), NOT_OVER, NO_COMMENT, at(3), change()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void commitOfADraftEqualToLiveEndsItAndSaysNothing() {
    Assistant before = withDraft();
    CommitDecision decision =
        before.commit(authored("first"), paths(), NOT_OVER, NO_COMMENT, at(5), change());

    assertThat(decision)
        .isInstanceOfSatisfying(
            CommitDecision.NothingToCommit.class,
            nothing -> {
              Transition<Assistant> transition = nothing.transition();
              assertThat(transition.events()).isEmpty();
              assertThat(transition.revisions()).isEmpty();
              assertThat(transition.next().draft()).isEmpty();
              assertThat(transition.next().live()).isEqualTo(before.live());
              assertThat(transition.next().updated()).isEqualTo(before.updated());
              assertThat(transition.next().lastDraft())
                  .contains(
                      new EndedDraft(
                          AssistantFixture.ID.draft(1),
                          EndedDraft.Outcome.UNCHANGED,
                          1,
                          at(5),
                          Optional.of(
                              new DraftWrite(2, DraftWrite.Kind.COMMIT, Optional.empty(), at(5)))));
            });
  }

  @Test
  void draftThatLiveHasCaughtUpWithHasNothingToCommitAlthoughItIsOutdated() {
    Assistant outdated = liveEdited(withDraftOf("second"), "second").next();

    assertThat(outdated.outdated()).isTrue();
    assertThat(outdated.commit(authored("second"), paths(), NOT_OVER, NO_COMMENT, at(5), change()))
        .isInstanceOf(CommitDecision.NothingToCommit.class);
  }

  @Test
  void commitRefusesWhenLiveHasMoved() {
    Assistant outdated = withOutdatedDraftOf("second");

    assertThat(outdated.outdated()).isTrue();
    assertThat(
            outdated.commit(
                authored("second"), paths("/name"), NOT_OVER, NO_COMMENT, at(5), change()))
        .isEqualTo(new CommitDecision.LiveChanged(outdated.live()));
  }

  @Test
  void commitOverTheRevisionThatIsLiveGoesThroughAndKeepsWhatItReplaced() {
    Assistant outdated = withOutdatedDraftOf("second");
    CommitDecision decision =
        outdated.commit(
            authored("second"), paths("/name"), OptionalLong.of(2), NO_COMMENT, at(5), change());

    assertThat(decision)
        .isInstanceOfSatisfying(
            CommitDecision.Committed.class,
            committed -> {
              assertThat(committed.transition().next().live().revision()).isEqualTo(3);
              assertThat(committed.transition().revisions().getFirst().parent())
                  .contains(outdated.live().hash());
              assertThat(CanonicalJson.write(committed.transition().events().getFirst().data()))
                  .contains("\"baseRevision\":1");
            });
  }

  @Test
  void commitOverARevisionThatIsLiveNoMoreRefusesAgain() {
    Assistant outdated = withOutdatedDraftOf("second");
    for (long over : new long[] {1, 3}) {
      assertThat(
              outdated.commit(
                  authored("second"),
                  paths("/name"),
                  OptionalLong.of(over),
                  NO_COMMENT,
                  at(5),
                  change()))
          .as("over %d", over)
          .isInstanceOf(CommitDecision.LiveChanged.class);
    }
  }

  @Test
  void discardedHeadStaysToBeHadBack() {
    Transition<Assistant> discarded = withDraftOf("second").discardDraft(at(7), change());

    assertThat(discarded.next().draft()).isEmpty();
    assertThat(discarded.next().discarded())
        .containsExactly(new DiscardedHead(AssistantFixture.ID.draft(1), 1, hash("second"), at(7)));
    assertThat(discarded.next().lastDraft())
        .contains(
            new EndedDraft(
                AssistantFixture.ID.draft(1),
                EndedDraft.Outcome.DISCARDED,
                1,
                at(7),
                Optional.of(new DraftWrite(3, DraftWrite.Kind.DISCARD, Optional.empty(), at(7)))));
    assertThat(discarded.events()).isEmpty();
    assertThat(discarded.revisions()).isEmpty();
  }

  @Test
  void writeOnLiveMakesARevisionAndAnEventAndTheDraftOutdated() {
    Assistant before = withDraftOf("second");
    Transition<Assistant> edited = liveEdited(before, "elsewhere");

    assertThat(edited.next().live().revision()).isEqualTo(2);
    assertThat(edited.next().draft()).isEqualTo(before.draft());
    assertThat(edited.next().outdated()).isTrue();
    assertThat(edited.revisions()).extracting(Revision::kind).containsExactly(RevisionKind.UPDATE);
    assertThat(edited.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.ASSISTANT_LIVE_UPDATED);
          assertThat(event.previous()).isEqualTo(1);
          assertThat(event.data().has("baseRevision")).isFalse();
        });
  }

  @Test
  void writeOnLiveThatChangesNothingIsNoChange() {
    assertThat(
            live()
                .editLive(
                    authored("first"),
                    paths(),
                    settingsOf(live()),
                    new TokenChange.Clear(),
                    at(3),
                    change()))
        .isInstanceOf(LiveEdit.Unchanged.class);
  }

  @Test
  void protectedAssistantRefusesAnotherContentOrTokenOnLive() {
    Settings unlocked = new Settings(Optional.of("folder"), false);

    assertThat(
            locked().editLive(authored("other"), paths("/name"), unlocked, KEEP, at(3), change()))
        .isInstanceOf(LiveEdit.DraftRequired.class);
    assertThat(
            locked()
                .editLive(
                    authored("first"),
                    paths(),
                    unlocked,
                    new TokenChange.Set(tokenHash("t")),
                    at(3),
                    change()))
        .isInstanceOf(LiveEdit.DraftRequired.class);
  }

  @Test
  void protectedAssistantTakesOtherSettingsAndCommits() {
    Assistant moved =
        changed(
                locked()
                    .editLive(
                        authored("first"),
                        paths(),
                        new Settings(Optional.of("folder"), true),
                        KEEP,
                        at(3),
                        change()))
            .next();
    assertThat(moved.folder()).contains("folder");

    Assistant unlocked =
        changed(
                moved.editLive(
                    authored("first"),
                    paths(),
                    new Settings(Optional.of("folder"), false),
                    KEEP,
                    at(4),
                    change()))
            .next();
    assertThat(unlocked.locked()).isFalse();

    Assistant draft =
        locked()
            .openDraft(at(3), change())
            .next()
            .editDraft(hash("second"), KEEP, at(4), change())
            .orElseThrow()
            .next();
    assertThat(committed(draft, "second").next().live().content()).isEqualTo(hash("second"));
    assertThat(committed(draft, "second").next().locked()).isTrue();
  }

  @Test
  void moveToAnotherFolderIsTold() {
    Transition<Assistant> moved =
        changed(
            live()
                .editLive(
                    authored("first"),
                    paths(),
                    new Settings(Optional.of("folder"), false),
                    KEEP,
                    at(3),
                    change()));

    assertThat(moved.revisions()).isEmpty();
    assertThat(moved.next().live()).isEqualTo(live().live());
    assertThat(moved.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.ASSISTANT_LIVE_UPDATED);
          assertThat(CanonicalJson.write(event.data()))
              .contains("\"changedPaths\":[\"/folderId\"]", "\"revision\":1");
        });
    assertThat(moved.next().sequence()).isEqualTo(2);
  }

  @Test
  void moveToAnotherFolderIsToldBesideAChangeOfContentToo() {
    Transition<Assistant> moved =
        changed(
            live()
                .editLive(
                    authored("second"),
                    paths("/name"),
                    new Settings(Optional.of("folder"), false),
                    KEEP,
                    at(3),
                    change()));

    assertThat(moved.revisions().getFirst().changedPaths()).isEqualTo(paths("/name"));
    assertThat(CanonicalJson.write(moved.events().getFirst().data()))
        .contains("\"changedPaths\":[\"/name\",\"/folderId\"]");
  }

  @Test
  void tokenOfAnOutdatedDraftIsNotCommittedUnseen() {
    Assistant opened = live().openDraft(at(2), change()).next();
    Assistant withToken =
        opened
            .editDraft(hash("second"), new TokenChange.Set(hash("token")), at(3), change())
            .orElseThrow()
            .next();
    Assistant outdated = liveEdited(withToken, "second").next();

    assertThat(outdated.commit(authored("second"), paths(), NOT_OVER, NO_COMMENT, at(5), change()))
        .isEqualTo(new CommitDecision.LiveChanged(outdated.live()));
    assertThat(
            outdated.commit(
                authored("second"), paths(), OptionalLong.of(2), NO_COMMENT, at(5), change()))
        .isInstanceOf(CommitDecision.NothingToCommit.class);
  }

  @Test
  void tokenThatIsAbsentAndComesBackAsAbsentIsNoChangeOfTheDraft() {
    Assistant opened = live().openDraft(at(2), change()).next();

    assertThat(opened.editDraft(hash("first"), new TokenChange.Clear(), at(3), change())).isEmpty();
    assertThat(
            opened
                .editDraft(hash("second"), new TokenChange.Clear(), at(3), change())
                .orElseThrow()
                .next()
                .draft()
                .orElseThrow()
                .token())
        .isEqualTo(new TokenChange.Keep());
  }

  @Test
  void tokenOfAWriteOnLiveTakesEffectAtOnce() {
    Assistant before = live();
    Assistant set =
        changed(
                before.editLive(
                    authored("first"),
                    paths(),
                    settingsOf(before),
                    new TokenChange.Set(tokenHash("t")),
                    at(3),
                    change()))
            .next();
    assertThat(set.token()).contains(tokenHash("t"));

    Assistant kept = liveEdited(set, "other").next();
    assertThat(kept.token()).contains(tokenHash("t"));

    Assistant cleared =
        changed(
                kept.editLive(
                    authored("other"),
                    paths(),
                    settingsOf(kept),
                    new TokenChange.Clear(),
                    at(5),
                    change()))
            .next();
    assertThat(cleared.token()).isEmpty();
  }

  @Test
  void tokenOfADraftTakesEffectWithItsCommit() {
    Assistant draft =
        withDraftOf("second")
            .editDraft(hash("second"), new TokenChange.Set(tokenHash("t")), at(3), change())
            .orElseThrow()
            .next();
    assertThat(draft.token()).isEmpty();

    assertThat(committed(draft, "second").next().token()).contains(tokenHash("t"));
    assertThat(draft.discardDraft(at(4), change()).next().token()).isEmpty();
  }

  @Test
  void tokenAloneOfADraftTakesEffectWithItsCommitWithoutRevisionOrEvent() {
    Transition<Assistant> edited =
        withDraft()
            .editDraft(hash("first"), new TokenChange.Set(tokenHash("t")), at(3), change())
            .orElseThrow();
    assertThat(edited.entries()).isEmpty();
    assertThat(edited.next().draft().orElseThrow().seqNo()).isEqualTo(1);

    CommitDecision decision =
        edited.next().commit(authored("first"), paths(), NOT_OVER, NO_COMMENT, at(4), change());
    assertThat(decision)
        .isInstanceOfSatisfying(
            CommitDecision.NothingToCommit.class,
            nothing -> {
              assertThat(nothing.transition().next().token()).contains(tokenHash("t"));
              assertThat(nothing.transition().events()).isEmpty();
              assertThat(nothing.transition().next().lastDraft().orElseThrow().outcome())
                  .isEqualTo(EndedDraft.Outcome.COMMITTED);
            });
  }

  @Test
  void laterChangeOfTheTokenReplacesAnEarlierOne() {
    TokenChange set = new TokenChange.Set(tokenHash("a"));
    TokenChange other = new TokenChange.Set(tokenHash("b"));
    TokenChange clear = new TokenChange.Clear();

    assertThat(KEEP.then(set)).isEqualTo(set);
    assertThat(set.then(KEEP)).isEqualTo(set);
    assertThat(set.then(other)).isEqualTo(other);
    assertThat(set.then(clear)).isEqualTo(clear);
    assertThat(clear.then(KEEP)).isEqualTo(clear);
    assertThat(clear.then(set).applyTo(Optional.empty())).contains(tokenHash("a"));
    assertThat(KEEP.applyTo(Optional.of(tokenHash("c")))).contains(tokenHash("c"));
    assertThat(clear.applyTo(Optional.of(tokenHash("c")))).isEmpty();
  }

  @Test
  void deletedAssistantLeavesAStoneThatKeepsItsNumbers() {
    Assistant assistant = withOutdatedDraftOf("second");
    ChangeId change = change();
    Transition<Tombstone> deleted = assistant.delete(at(9), change);

    assertThat(deleted.next().ref()).isEqualTo(assistant.ref());
    assertThat(deleted.next().version()).isEqualTo(assistant.version() + 1);
    assertThat(deleted.next().sequence()).isEqualTo(assistant.sequence() + 1);
    assertThat(deleted.next().lastRevision()).isEqualTo(2);
    assertThat(deleted.next().deleted()).isEqualTo(at(9));
    assertThat(deleted.next().recentChanges().contains(change)).isTrue();
    assertThat(deleted.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(EventType.ASSISTANT_DELETED);
          assertThat(event.sequence()).isEqualTo(3);
          assertThat(event.previous()).isEqualTo(2);
          assertThat(event.content()).isEmpty();
        });
  }

  @Test
  void timesRiseAlthoughTheClockStandsStillOrGoesBack() {
    Assistant assistant = withDraft();
    assistant =
        assistant
            .editDraft(hash("a"), KEEP, new Stamp(START, "bob"), change())
            .orElseThrow()
            .next();
    assertThat(assistant.draft().orElseThrow().updated())
        .isEqualTo(new Stamp(START.plusMillis(1_001), "bob"));

    Stamp longAgo = new Stamp(START.minusSeconds(1_000), "bob");
    assistant = assistant.discardDraft(longAgo, change()).next();
    assertThat(assistant.lastDraft().orElseThrow().stamp().at()).isEqualTo(START.plusMillis(1_002));

    assistant = assistant.openDraft(longAgo, change()).next();
    assertThat(assistant.draft().orElseThrow().opened().at()).isEqualTo(START.plusMillis(1_003));

    assertThat(assistant.delete(longAgo, change()).next().deleted().at())
        .isEqualTo(START.plusMillis(1_004));
  }

  @Test
  void noEventTellsTheToken() {
    Assistant assistant =
        changed(
                live()
                    .editLive(
                        authored("other"),
                        paths("/name"),
                        settingsOf(live()),
                        new TokenChange.Set(tokenHash("t")),
                        at(3),
                        change()))
            .next();

    for (Event event :
        List.of(
            liveEdited(assistant, "third").events().getFirst(),
            assistant.delete(at(9), change()).events().getFirst())) {
      assertThat(CanonicalJson.write(event.data())).doesNotContain(tokenHash("t").value());
    }
  }

  @Test
  void opennessToEveryoneReachesWhatIsLiveOnly() {
    Assistant open = created(sharedContent("open"), List.of()).next();
    Caller anybody = CallerFixture.user("bob");

    assertThat(open.levelOnLive(anybody)).isEqualTo(Level.READ);
    assertThat(open.levelOnDraft(anybody)).isEqualTo(Level.NONE);
    assertThat(live().levelOnLive(anybody)).isEqualTo(Level.NONE);
  }

  @Test
  void opennessToEveryoneDoesNotLowerALevel() {
    Assistant open =
        created(sharedContent("open"), List.of(new Share(Principal.team("sales"), Level.WRITE)))
            .next();
    Caller member = CallerFixture.member("bob", "sales", TeamRole.READER);

    assertThat(open.levelOnLive(member)).isEqualTo(Level.WRITE);
    assertThat(open.levelOnDraft(member)).isEqualTo(Level.WRITE);
    assertThat(open.levelOnLive(CallerFixture.user("alice"))).isEqualTo(Level.ADMIN);
  }

  @Test
  void opennessOfADraftOpensNothingBeforeItsCommit() {
    Assistant draft =
        live()
            .openDraft(at(1), change())
            .next()
            .editDraft(sharedContent("x").snapshot().hash(), KEEP, at(2), change())
            .orElseThrow()
            .next();
    Caller anybody = CallerFixture.user("bob");
    assertThat(draft.levelOnLive(anybody)).isEqualTo(Level.NONE);

    CommitDecision decision =
        draft.commit(authored(sharedContent("x")), paths(), NOT_OVER, NO_COMMENT, at(3), change());
    assertThat(((CommitDecision.Committed) decision).transition().next().levelOnLive(anybody))
        .isEqualTo(Level.READ);
  }

  @Test
  void nobodyOfAnotherTenantHasALevel() {
    Assistant open = created(sharedContent("open"), List.of()).next();

    for (Caller caller :
        List.of(
            CallerFixture.user("alice"), CallerFixture.user("bob"), CallerFixture.tenantAdmin())) {
      Caller elsewhere = CallerFixture.elsewhere(caller);
      assertThat(open.levelOnLive(elsewhere)).as(caller.user()).isEqualTo(Level.NONE);
      assertThat(open.levelOnDraft(elsewhere)).as(caller.user()).isEqualTo(Level.NONE);
    }
  }

  @Test
  void naturalIdIsTheOwnerAndTheSlug() {
    assertThat(live().naturalId()).hasToString("alice:sales");
    assertThat(live().ref().key()).isEqualTo("acme/assistant/" + AssistantFixture.ID.value());
    assertThat(content("x").snapshot().hash()).isEqualTo(hash("x"));
  }

  @Test
  void rebaseBringsTheDraftOntoLiveAndKeepsTheEarlierHeadInItsHistory() {
    Assistant outdated = withOutdatedDraftOf("second");

    Transition<Assistant> rebased = outdated.rebaseDraft(hash("merged"), at(5), change());
    Draft draft = rebased.next().draft().orElseThrow();

    assertThat(rebased.next().outdated()).isFalse();
    assertThat(draft.base()).isEqualTo(2);
    assertThat(draft.baseContent()).isEqualTo(outdated.live().content());
    assertThat(rebased.entries())
        .containsExactly(new HistoryEntry(draft.id(), 3, hash("merged"), at(5)));
    assertThat(draft.path().newestFirst()).containsExactly(3L, 2L, 1L);
    assertThat(rebased.events()).isEmpty();
    assertThat(rebased.revisions()).isEmpty();
    assertThat(rebased.next().live()).isEqualTo(outdated.live());
  }

  @Test
  void undoneRebaseLeavesTheDraftAsOutdatedAsItWas() {
    Assistant outdated = withOutdatedDraftOf("second");
    Draft before = outdated.draft().orElseThrow();
    Assistant rebased = outdated.rebaseDraft(hash("merged"), at(5), change()).next();

    Assistant undone =
        rebased
            .stepDraft(
                new HistoryEntry(before.id(), 2, before.head(), at(2)),
                new Draft.Base(1, before.baseContent()),
                at(6),
                change())
            .next();

    assertThat(undone.outdated()).isTrue();
    assertThat(undone.draft().orElseThrow().base()).isEqualTo(1);
    assertThat(
            undone.commit(
                authored("second"), paths("/name"), NOT_OVER, NO_COMMENT, at(7), change()))
        .isInstanceOf(CommitDecision.LiveChanged.class);
  }

  @Test
  void rebaseOfADraftOnLiveIsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> withDraft().rebaseDraft(hash("x"), at(2), change()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void stepToAnEntryThatIsNoNeighbourIsAMistakeOfTheCaller() {
    Assistant assistant =
        withDraftOf("second").editDraft(hash("third"), KEEP, at(3), change()).orElseThrow().next();
    Draft draft = assistant.draft().orElseThrow();
    Draft.Base base = new Draft.Base(1, draft.baseContent());

    for (HistoryEntry entry :
        List.of(
            new HistoryEntry(draft.id(), 1, hash("first"), at(1)),
            new HistoryEntry(draft.id(), 3, hash("third"), at(3)),
            new HistoryEntry(AssistantFixture.ID.draft(9), 2, hash("second"), at(2)))) {
      assertThatThrownBy(() -> assistant.stepDraft(entry, base, at(4), change()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    HistoryEntry before = new HistoryEntry(draft.id(), 2, hash("second"), at(2));
    assertThatThrownBy(
            () -> assistant.stepDraft(before, new Draft.Base(2, hash("second")), at(4), change()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void restoreOpensADraftOrLetsTheOpenOneGoOn() {
    Assistant live = liveEdited(live(), "elsewhere").next();
    Draft.Base base = Draft.Base.of(live.live());

    Draft opened =
        live.restore(AssistantFixture.ID.draft(1), hash("first"), base, at(5), change())
            .orElseThrow()
            .next()
            .draft()
            .orElseThrow();
    assertThat(opened.head()).isEqualTo(hash("first"));
    assertThat(opened.base()).isEqualTo(2);
    assertThat(opened.seqNo()).isEqualTo(1);

    Assistant busy = withOutdatedDraftOf("second");
    Transition<Assistant> replaced =
        busy.restore(AssistantFixture.ID.draft(1), hash("first"), base, at(5), change())
            .orElseThrow();
    Draft goneOn = replaced.next().draft().orElseThrow();
    assertThat(goneOn.id()).isEqualTo(busy.draft().orElseThrow().id());
    assertThat(goneOn.path().newestFirst()).containsExactly(3L, 2L, 1L);
    assertThat(replaced.entries()).hasSize(1);
    assertThat(replaced.next().live()).isEqualTo(busy.live());
    assertThat(
            replaced
                .next()
                .restore(AssistantFixture.ID.draft(1), hash("first"), base, at(6), change()))
        .isEmpty();
  }

  private static Assistant restored(Assistant assistant, String content) {
    return assistant.restoreRevision(1, hash(content), at(5), change()).orElseThrow().next();
  }

  private static Assistant drafted(Assistant assistant, String content) {
    return assistant.editDraft(hash(content), KEEP, at(6), change()).orElseThrow().next();
  }

  @Test
  void commitOfWhatARestoreOfARevisionPutThereIsARestore() {
    Assistant restored = restored(liveEdited(live(), "elsewhere").next(), "first");

    Transition<Assistant> committed = committed(restored, "first");

    assertThat(committed.revisions())
        .extracting(Revision::kind)
        .containsExactly(RevisionKind.RESTORE);
    assertThat(committed.events())
        .extracting(Event::type)
        .containsExactly(EventType.ASSISTANT_DRAFT_COMMITTED);
    assertThat(committed.next().draft()).isEmpty();
    Assistant replaced = restored(withOutdatedDraftOf("second"), "first");
    assertThat(committed(replaced, "first").revisions().getFirst().kind())
        .isEqualTo(RevisionKind.RESTORE);
    Assistant editedBack = drafted(drafted(restored, "second"), "first");
    assertThat(committed(editedBack, "first").revisions().getFirst().kind())
        .isEqualTo(RevisionKind.RESTORE);
  }

  @Test
  void commitOfAnythingElseIsNoRestore() {
    Assistant live = liveEdited(live(), "elsewhere").next();
    Draft.Base base = Draft.Base.of(live.live());
    Assistant edited = drafted(restored(live, "first"), "second");
    Assistant rebased =
        liveEdited(restored(live, "first"), "again")
            .next()
            .rebaseDraft(hash("second"), at(6), change())
            .next();
    Assistant discardedHead =
        live.restore(AssistantFixture.ID.draft(1), hash("second"), base, at(5), change())
            .orElseThrow()
            .next();

    for (Assistant other : List.of(edited, rebased, discardedHead)) {
      assertThat(committed(other, "second").revisions())
          .extracting(Revision::kind)
          .containsExactly(RevisionKind.COMMIT);
    }
  }

  @Test
  void contentOfARevisionMayGoWhenNothingStandsOnIt() {
    // A discarded head on 1, a draft on 3 that came from 2, and live at 5.
    Assistant assistant = withDraftOf("second").discardDraft(at(3), change()).next();
    assistant = liveEdited(assistant, "2").next().openDraft(at(3), change()).next();
    assistant = drafted(assistant, "draft");
    assistant = liveEdited(assistant, "3").next();
    assistant = assistant.rebaseDraft(hash("merged"), at(6), change()).next();
    assistant = liveEdited(liveEdited(assistant, "4").next(), "5").next();

    assertThat(prunable(assistant, 1)).containsExactly(4L);
    assertThat(prunable(assistant, 2)).isEmpty();
    Assistant without = assistant.discardDraft(at(7), change()).next();
    assertThat(prunable(without, 1)).containsExactly(2L, 4L);
    assertThat(prunable(without, 3)).containsExactly(2L);
    assertThat(prunable(without, 5)).isEmpty();
  }

  private static List<Long> prunable(Assistant assistant, long keep) {
    return LongStream.rangeClosed(1, assistant.live().revision())
        .filter(revision -> assistant.mayPrune(revision, keep))
        .boxed()
        .toList();
  }

  @Test
  void assistantShowsWhatWasLive() {
    Transition<Assistant> created = created();
    Assistant now = liveEdited(withDraft(), "elsewhere").next();

    Assistant then = now.showing(created.revisions().getFirst(), content("first"));

    assertThat(then.live()).isEqualTo(created.next().live());
    assertThat(then.updated()).isEqualTo(created.next().updated());
    assertThat(then.draft()).isEmpty();
    assertThat(then.version()).isEqualTo(now.version());
  }

  @Test
  void partialCommitMakesARevisionAndLeavesTheRestOnIt() {
    Assistant before =
        withDraft()
            .editDraft(hash("all"), new TokenChange.Set(tokenHash("a")), at(2), change())
            .orElseThrow()
            .next();

    Transition<Assistant> committed =
        ((CommitDecision.Committed)
                before.commitPart(
                    authored("part"), paths("/name"), Optional.of("Some."), at(4), change()))
            .transition();
    Assistant after = committed.next();
    Draft rest = after.draft().orElseThrow();

    assertThat(after.live().content()).isEqualTo(hash("part"));
    assertThat(committed.revisions()).extracting(Revision::number).containsExactly(2L);
    assertThat(committed.events())
        .extracting(Event::type)
        .containsExactly(EventType.ASSISTANT_DRAFT_COMMITTED);
    assertThat(committed.entries()).isEmpty();
    assertThat(rest.id()).isEqualTo(before.draft().orElseThrow().id());
    assertThat(rest.head()).isEqualTo(hash("all"));
    assertThat(rest.base()).isEqualTo(2);
    assertThat(rest.baseContent()).isEqualTo(hash("part"));
    assertThat(rest.token()).isEqualTo(new TokenChange.Set(tokenHash("a")));
    assertThat(after.outdated()).isFalse();
    assertThat(after.lastDraft()).isEmpty();
  }

  @Test
  void partialCommitOfAllOrNothingIsAMistakeOfTheCaller() {
    for (String part : List.of("first", "second")) {
      assertThatThrownBy(() ->
              withDraftOf("second")
                  .commitPart(authored(part), paths(), NO_COMMENT, at(4), change()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void partialCommitOverMovedLiveIsRefused() {
    assertThat(
            withOutdatedDraftOf("second")
                .commitPart(authored("part"), paths("/name"), NO_COMMENT, at(4), change()))
        .isInstanceOf(CommitDecision.LiveChanged.class);
  }

  @Test
  void markOfAnEntryLeavesTheDraftAsItIs() {
    Assistant before = withDraftOf("second");
    EntryMark mark = new EntryMark(true, Optional.of("Start"));

    Transition<Assistant> marked = before.markEntry(1, mark, change()).orElseThrow();
    Draft draft = marked.next().draft().orElseThrow();

    assertThat(draft.mark(1)).isEqualTo(mark);
    assertThat(draft.updated()).isEqualTo(before.draft().orElseThrow().updated());
    assertThat(marked.next().version()).isEqualTo(before.version() + 1);
    assertThat(marked.entries()).isEmpty();
    assertThat(marked.next().markEntry(1, mark, change())).isEmpty();
    assertThat(
            marked
                .next()
                .markEntry(1, EntryMark.NONE, change())
                .orElseThrow()
                .next()
                .draft()
                .orElseThrow()
                .marks())
        .isEmpty();
    assertThat(
            marked
                .next()
                .editDraft(hash("third"), KEEP, at(5), change())
                .orElseThrow()
                .next()
                .draft()
                .orElseThrow()
                .mark(1))
        .isEqualTo(mark);
    assertThatThrownBy(() -> before.markEntry(3, mark, change()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Assistant editedUpTo(Assistant assistant, int from, int to) {
    Assistant next = assistant;
    for (int i = from; i <= to; i++) {
      next = next.editDraft(hash("n" + i), KEEP, at(i), change()).orElseThrow().next();
    }
    return next;
  }

  @Test
  void draftKeepsSoManyHeadsWhateverIsSet() {
    Assistant full = editedUpTo(withDraft(), 2, Draft.MAX_RETENTION);

    Transition<Assistant> decided =
        full.editDraft(hash("more"), KEEP, at(2_000), change()).orElseThrow();
    Draft draft = decided.next().draft().orElseThrow();

    assertThat(decided.dropped()).containsExactly(new HistoryEntry.Name(draft.id(), 1));
    assertThat(draft.kept().size()).isEqualTo(Draft.MAX_RETENTION);
    assertThat(draft.keeps(1)).isFalse();
    assertThat(draft.path().has(1)).isFalse();
    assertThatThrownBy(
            () -> decided.next().markEntry(1, new EntryMark(true, Optional.empty()), change()))
        .hasMessageContaining("expected: that of a kept entry");
  }

  @Test
  void smallerRetentionDropsSoManyHeadsAtOnce() {
    Assistant full = editedUpTo(withDraft(), 2, 399);

    Transition<Assistant> first =
        Assistant.retaining(
            Draft.MIN_RETENTION,
            full.editDraft(hash("more"), KEEP, at(2_000), change()).orElseThrow());
    assertThat(first.dropped()).hasSize(Draft.DROPPED_AT_ONCE);
    assertThat(first.next().draft().orElseThrow().kept().size()).isEqualTo(300);

    Transition<Assistant> unchanged =
        Assistant.retaining(
            Draft.MIN_RETENTION,
            first
                .next()
                .markEntry(200, new EntryMark(true, Optional.empty()), change())
                .orElseThrow());
    assertThat(unchanged.dropped()).as("a mark makes no entry").isEmpty();

    Transition<Assistant> last =
        Assistant.retaining(
            Draft.MIN_RETENTION,
            editedUpTo(unchanged.next(), 2_001, 2_001)
                .editDraft(hash("most"), KEEP, at(2_002), change())
                .orElseThrow());
    assertThat(last.dropped()).hasSize(Draft.DROPPED_AT_ONCE);
    assertThat(last.next().draft().orElseThrow().keeps(200)).isTrue();
  }

  @Test
  void draftHasAtMostSoManyMarks() {
    Assistant assistant = withDraft();
    for (int i = 2; i <= EntryMark.MOST + 2; i++) {
      assistant = assistant.editDraft(hash("n" + i), KEEP, at(i), change()).orElseThrow().next();
    }
    EntryMark mark = new EntryMark(true, Optional.empty());
    for (int i = 1; i <= EntryMark.MOST; i++) {
      assistant = assistant.markEntry(i, mark, change()).orElseThrow().next();
    }
    Assistant full = assistant;
    assertThatThrownBy(() -> full.markEntry(EntryMark.MOST + 1, mark, change()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
