package dev.galley.application.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.CommentedDraft;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DraftPeopleTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of("sales", TeamRole.ADMIN, "support", TeamRole.WRITER),
          Set.of(Caller.AI_SEAT),
          Set.of(Caller.CREATE_ASSISTANTS),
          Set.of());

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final AssistantDesk desk =
      new AssistantDesk(
          store.assistants(),
          store.snapshots(),
          store.revisions(),
          new ModelList(List.of(), store.models()),
          Limits.DEFAULT,
          now::get,
          new Saver(store.aggregates(), UUID::randomUUID, attempt -> {}));

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private String draftOf(String name, String owner) {
    JsonObject body = JsonObject.builder().put("name", name).put("ownerId", owner).build();
    AssistantPatch patch = AssistantPatch.forCreation(body, Limits.DEFAULT);
    String id =
        done(new CreateAssistant(desk).handle(new CreateAssistant.Command(ALICE, patch)))
            .id()
            .toString();
    done(new OpenDraft(desk).handle(new OpenDraft.Command(ALICE, id, new Precondition.None())));
    return id;
  }

  private CommentView says(String id, PeopleLimits limits) {
    return done(says(id, limits, "x"));
  }

  private Outcome<CommentView> says(String id, PeopleLimits limits, String message) {
    JsonObject body = JsonObject.builder().put("message", message).build();
    return new EditComments(desk, limits).add(ALICE, id, CommentForm.forCreation(body, limits));
  }

  private int comments(CommentView on) {
    return store.aggregates().count(ALICE.tenant(), Comment.listOn(on.comment().on()), 1_000);
  }

  @Test
  void commentsOfEndedDraftsGoALittleAtATimeAndNoneOfOpenOnes() {
    String ending = draftOf("Ending", "alice");
    String open = draftOf("Open", "alice");
    CommentView gone = says(ending, PeopleLimits.DEFAULT);
    assertThat(gone.comment().draft()).isEmpty();
    CommentView onDraft = says("alice:ending-draft", PeopleLimits.DEFAULT);
    says("alice:ending-draft", PeopleLimits.DEFAULT);
    says("alice:ending-draft", PeopleLimits.DEFAULT);
    CommentView stays = says("alice:open-draft", PeopleLimits.DEFAULT);
    assertThat(open).isNotEqualTo(ending);
    ClearDraftComments clear = new ClearDraftComments(desk);
    assertThat(clear.handle(10)).isZero();

    done(
        new DiscardDraft(desk)
            .handle(new DiscardDraft.Command(ALICE, ending, new Precondition.None())));
    // Somebody may be about to say something.
    assertThat(clear.handle(10)).isZero();
    now.set(now.get().plus(Duration.ofMinutes(11)));
    assertThat(clear.handle(2)).isEqualTo(2);
    assertThat(comments(onDraft)).isEqualTo(1);
    assertThat(clear.handle(2)).isEqualTo(1);
    assertThat(clear.handle(2)).isZero();
    assertThat(comments(onDraft)).isZero();
    assertThat(comments(gone)).isEqualTo(1);
    assertThat(comments(stays)).isEqualTo(1);
    assertThat(store.aggregates().everywhere(CommentedDraft.ALL, 10)).hasSize(1);
  }

  @Test
  void draftsThatStayOpenKeepNoEndedOneFromItsTurn() {
    List<CommentView> said = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      draftOf("N" + i, "alice");
      said.add(says("alice:n" + i + "-draft", PeopleLimits.DEFAULT));
    }
    said.sort(Comparator.comparing(view -> view.comment().on().toString()));
    CommentView last = said.getLast();
    done(
        new DiscardDraft(desk)
            .handle(
                new DiscardDraft.Command(
                    ALICE,
                    last.comment().assistant().value().toString(),
                    new Precondition.None())));

    ClearDraftComments clear = new ClearDraftComments(desk, Duration.ofMinutes(-1), 2);
    assertThat(clear.handle(10)).isZero();
    assertThat(clear.handle(10)).isZero();
    assertThat(clear.handle(10)).isEqualTo(1);
    assertThat(comments(last)).isZero();
    assertThat(comments(said.getFirst())).isEqualTo(1);
  }

  private void delete(String id) {
    done(
        new DeleteAssistant(desk)
            .handle(new DeleteAssistant.Command(ALICE, id, new Precondition.None())));
  }

  @Test
  void assistantsThatWereJustDeletedKeepNoOtherFromItsTurn() {
    List<String> ids = new ArrayList<>();
    for (String name : List.of("A", "B", "C")) {
      ids.add(draftOf(name, "alice"));
    }
    ids.sort(Comparator.naturalOrder());
    CommentView onLast = says(ids.getLast(), PeopleLimits.DEFAULT);
    delete(ids.getLast());
    now.set(now.get().plus(Duration.ofMinutes(11)));
    delete(ids.getFirst());
    delete(ids.get(1));

    ClearDeletedAssistants clear = new ClearDeletedAssistants(desk, 1);
    assertThat(clear.handle(10)).isZero();
    assertThat(clear.handle(10)).isZero();
    assertThat(comments(onLast)).isEqualTo(1);
    assertThat(clear.handle(10)).isPositive();
    assertThat(comments(onLast)).isZero();
  }

  @Test
  void oneThatFailsKeepsNoOtherFromItsTurn() {
    String id = draftOf("A", "alice");
    CommentView said = says("alice:a-draft", PeopleLimits.DEFAULT);
    done(
        new DiscardDraft(desk)
            .handle(new DiscardDraft.Command(ALICE, id, new Precondition.None())));
    ChangeId change = desk.changeId();
    AggregateRef broken =
        new AggregateRef(ALICE.tenant(), AggregateKind.LEFTOVERS, UUID.randomUUID());
    Item.Saying nothing =
        new Item.Saying(JsonObject.EMPTY, Set.of(CommentedDraft.ALL), "before the others");
    store.aggregates().save(Change.of(change, Item.first(broken, nothing, change)));

    ClearDraftComments clear = new ClearDraftComments(desk, Duration.ofMinutes(-1));
    assertThatThrownBy(() -> clear.handle(10)).isInstanceOf(NoSuchElementException.class);
    assertThat(comments(said)).isZero();
  }

  @Test
  void placesThatWereLeftEmptyGoWithThoseAboveThem() {
    String id = draftOf("A", "alice");
    List<UUID> thread = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JsonObject.Builder body = JsonObject.builder().put("message", "m");
      thread.stream().reduce((first, last) -> last).ifPresent(p -> body.put("parentId", p + ""));
      CommentForm form = CommentForm.forCreation(body.build(), PeopleLimits.DEFAULT);
      thread.add(
          done(new EditComments(desk, PeopleLimits.DEFAULT).add(ALICE, id, form)).comment().id());
    }
    ClearEmptyPlaces clear = new ClearEmptyPlaces(desk);
    EditComments edit = new EditComments(losingAfterTheFirstSave(), PeopleLimits.DEFAULT);
    for (UUID comment : thread) {
      assertThat(clear.handle(10)).isZero();
      // Only the last one has no reply; the server stops before it comes to those above.
      done(edit.delete(at(id, comment)));
    }
    String all = Comment.listOf(new AssistantId(UUID.fromString(id)));
    assertThat(store.aggregates().count(ALICE.tenant(), all, 10)).isEqualTo(2);

    assertThat(clear.handle(10)).isEqualTo(2);
    assertThat(store.aggregates().count(ALICE.tenant(), all, 10)).isZero();
    assertThat(clear.handle(10)).isZero();
  }

  private static EditComments.At at(String id, UUID comment) {
    return new EditComments.At(ALICE, id, Optional.of(comment), new Precondition.None());
  }

  /** A desk at which nothing can be asked between a save and the next look-up of the assistant. */
  private AssistantDesk losingAfterTheFirstSave() {
    AtomicBoolean lost = new AtomicBoolean();
    Aggregates aggregates =
        new ForwardingAggregates(store.aggregates()) {
          @Override
          public Optional<Living> find(AggregateRef ref) {
            if (lost.get()) {
              lost.set(false);
              throw new StoreUnavailable("lost", null);
            }
            return super.find(ref);
          }

          @Override
          public SaveOutcome save(Change change) {
            SaveOutcome outcome = super.save(change);
            lost.set(outcome instanceof SaveOutcome.Saved && change.follower().isPresent());
            return outcome;
          }
        };
    return new AssistantDesk(
        desk.assistants(),
        desk.snapshots(),
        desk.revisions(),
        desk.models(),
        desk.limits(),
        desk.clock(),
        new Saver(aggregates, UUID::randomUUID, attempt -> {}));
  }

  @Test
  void thereAreOnlySoManyComments() {
    String id = draftOf("A", "alice");
    PeopleLimits limits = new PeopleLimits(1, 5, 2);
    says(id, limits);
    says("alice:a-draft", limits);
    assertThat(says(id, limits, "y"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Invalid.class));
  }

  @Test
  void listsThatAreLongerThanAPageAreMergedInOrder() {
    List<String> owners = List.of("alice", "sales", "support");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 650; i++) {
      // Of the first owner there are far more, so that the others end early.
      all.add(draftOf("N" + i, i % 10 == 0 ? owners.get(1 + i / 10 % 2) : owners.getFirst()));
    }
    all.sort(String::compareTo);
    List<String> walked = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      ListDrafts.Page page =
          new ListDrafts(desk)
              .handle(
                  new ListDrafts.Query(
                      ALICE, Optional.empty(), Optional.empty(), after.get(), 0, 70));
      assertThat(page.total()).isEqualTo(after.get().isEmpty() ? 650 : page.items().size());
      assertThat(page.lowerBound()).isEqualTo(!after.get().isEmpty());
      page.items().forEach(item -> walked.add(item.assistant().order()));
      after = page.next();
    }
    assertThat(walked).isEqualTo(all);

    List<Integer> sizes = new ArrayList<>();
    after = Optional.of("");
    while (after.isPresent()) {
      ListDrafts.Page page =
          new ListDrafts(desk, 200, 200, Long.MAX_VALUE)
              .handle(
                  new ListDrafts.Query(
                      ALICE, Optional.of(false), Optional.empty(), after.get(), 0, 70));
      assertThat(page.items()).isEmpty();
      assertThat(page.full()).isFalse();
      sizes.add(page.total());
      after = page.next();
    }
    assertThat(sizes).as("pages without any of those asked for").hasSizeGreaterThan(3);
  }

  @Test
  void pageEndsWhereItsContentsAreTooMuch() {
    List<String> all = new ArrayList<>();
    for (String name : List.of("A", "B", "C")) {
      all.add(draftOf(name, "alice"));
    }
    all.sort(String::compareTo);
    List<String> walked = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      ListDrafts.Page page =
          new ListDrafts(desk, 200, 200, 40)
              .handle(
                  new ListDrafts.Query(
                      ALICE, Optional.empty(), Optional.empty(), after.get(), 0, 70));
      assertThat(page.full()).isFalse();
      page.items().forEach(item -> walked.add(item.assistant().order()));
      sizes.add(page.items().size());
      after = page.next();
    }
    assertThat(walked).isEqualTo(all);
    assertThat(sizes).containsExactly(2, 1);
  }
}
