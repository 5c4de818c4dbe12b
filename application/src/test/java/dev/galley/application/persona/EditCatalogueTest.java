package dev.galley.application.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.persona.PatchDraft.Patched;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one puts into the catalogue is his, until everybody sees it. */
class EditCatalogueTest {
  private static final TenantId TENANT = new TenantId("default");
  private static final Caller ALICE = user("alice");
  private static final Caller BOB = user("bob");
  private static final Caller CAROL = user("carol");
  private static final Caller ROOT =
      new Caller(
          TENANT, "root", Map.of(), Set.of(Caller.AI_SEAT), Set.of(), Set.of(Caller.TENANT_ADMIN));
  private static final String SVG = "<svg/>";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InMemoryStore store = new InMemoryStore(() -> now);
  private final Interrupted aggregates = new Interrupted(store);
  private final PersonaDesk desk =
      new PersonaDesk(
          store.snapshots(),
          store.revisions(),
          store.journals(),
          markup -> Optional.of(markup.replace("<g/>", "<g></g>")),
          PersonaLimits.DEFAULT,
          () -> now,
          new Saver(aggregates, UUID::randomUUID, attempt -> {}));
  private final EditCatalogue catalogue = new EditCatalogue(desk);

  @Test
  void eachFindsHisPrivateIconByTheNameThatHeHasGivenIt() {
    UUID icon = puts(ALICE, SVG, "home").id();
    now = now.plusSeconds(60);
    Resource told = puts(BOB, SVG, "house");

    assertThat(told.label()).contains("house");
    assertThat(sees(BOB, icon)).isEqualTo(told);
    assertThat(sees(ALICE, icon).label()).contains("home");
    assertThat(names(BOB, "House")).isEqualTo(icon.toString());
    assertThat(names(ALICE, "home")).isEqualTo(icon.toString());
    assertThatNothingIsCalled(BOB, "home");
    assertThat(search(BOB, "home").total()).isZero();
    assertThat(search(BOB, "house").total()).isEqualTo(1);
  }

  @Test
  void aPrivateIconKeepsTheNameThatItsMakerHasGivenItFirst() {
    UUID icon = puts(ALICE, SVG, null).id();
    assertThat(puts(ALICE, SVG, "home").label()).contains("home");
    assertThat(puts(ALICE, SVG, "other").label()).contains("home");
    assertThat(sees(ALICE, icon).label()).contains("home");
    assertThatNothingIsCalled(ALICE, "other");
  }

  @Test
  void whoGuessesWhatAnotherOneHasPutLearnsNothingByTypingItIntoADraft() {
    UUID icon = puts(ALICE, SVG, "home").id();
    now = now.plusSeconds(60);
    patch(BOB, "{'icon': '<svg/>'}");
    UUID own = id(patch(BOB, "{'icon': '<svg>2</svg>'}"), "icon_id");

    Resource guessed = sees(BOB, icon);

    assertThat(guessed.label()).isEmpty();
    // As of what nobody else has, which he has typed just so.
    assertThat(guessed.created()).isEmpty();
    assertThat(sees(BOB, own).created()).isEmpty();
    assertThatNothingIsCalled(BOB, "home");
  }

  @Test
  void whatAdminsChangeOfAPrivateOneShowsWhenItIsListed() {
    UUID icon = puts(ALICE, SVG, "home").id();
    JsonObject draft = patch(ALICE, "{'name': 'N', 'instructions': 'I', 'icon': 'home'}");
    surrounds(icon, "{'order': 5, 'label': 'Start'}");

    assertThat(sees(ALICE, icon).order()).isZero();
    assertThat(sees(ALICE, icon).label()).contains("home");
    assertThat(sees(ROOT, icon).label()).contains("Start");

    saves(ALICE, draft);
    assertThat(sees(ALICE, icon).order()).isEqualTo(5);
    assertThat(sees(CAROL, icon).label()).contains("Start");
    assertThat(names(CAROL, "start")).isEqualTo(icon.toString());
    assertThat(names(ALICE, "home")).as("as before").isEqualTo(icon.toString());
  }

  @Test
  void whoReadsADraftOfAMakerSeesWhatItHoldsAsHeDoes() {
    UUID icon = puts(ALICE, SVG, "home").id();
    JsonObject draft = patch(ALICE, "{'icon': 'home', 'reviewers': ['bob']}");
    assertThat(sees(BOB, icon)).isEqualTo(sees(ALICE, icon));

    // Not so what he has himself proposed.
    UUID other = puts(ALICE, "<svg>2</svg>", "other").id();
    patch(BOB, "{'draft_id': '%s', 'soft': true, 'icon': '<svg>2</svg>'}".formatted(id(draft)));
    assertThat(sees(BOB, other).label()).isEmpty();
    assertThat(sees(BOB, other).created()).isEmpty();
  }

  @Test
  void whatIsPublishedIsCalledAsWhoPublishesCallsIt() {
    UUID icon = puts(ALICE, SVG, "plan for Bob").id();
    puts(BOB, SVG, "house");
    now = now.plusSeconds(60);
    saves(BOB, patch(BOB, "{'name': 'N', 'instructions': 'I', 'icon': 'house'}"));

    assertThat(sees(CAROL, icon).label()).contains("house");
    assertThat(sees(CAROL, icon).created()).contains(now);
    assertThat(names(CAROL, "house")).isEqualTo(icon.toString());
    assertThatNothingIsCalled(CAROL, "plan for Bob");
    assertThat(names(ALICE, "plan for Bob")).isEqualTo(icon.toString());
  }

  @Test
  void aLabelDoesNotBecomePublicThroughOthers() {
    UUID icon = puts(ALICE, SVG, "plan for Bob").id();
    JsonObject draft = patch(BOB, "{'name': 'N', 'instructions': 'I', 'icon': '<svg/>'}");
    saves(BOB, draft);

    assertThat(sees(BOB, icon).label()).isEmpty();
    assertThat(sees(ALICE, icon).label()).contains("plan for Bob");
  }

  @Test
  void aSweepCallsWhatItListsAsThePublisherDoes() {
    JsonObject draft = patch(BOB, "{'name': 'N', 'instructions': 'I', 'icon': '<svg/>'}");
    saves(BOB, draft);
    UUID icon = ResourceValue.text(ResourceKind.ICON, SVG).id(TENANT);
    // As if the server had died before it listed what was published.
    Resource cutOff =
        Resource.of(TENANT, ResourceValue.text(ResourceKind.ICON, SVG), now)
            .madeBy("alice", Optional.of("home"), now)
            .madeBy("bob", Optional.of("house"), now);
    ChangeId change = desk.saver().changeId();
    Item item = desk.catalogue().item(TENANT, icon).orElseThrow();
    desk.saver().save(Change.of(change, item.next(cutOff.saying(), change)));
    now = now.plus(Duration.ofHours(1));

    assertThat(new SweepPersonas(desk).collect()).isEqualTo(1);

    assertThat(sees(CAROL, icon).label()).contains("house");
    assertThat(sees(CAROL, icon).created()).contains(now.minus(Duration.ofHours(1)));
  }

  @Test
  void nobodyTakesANameFromOthers() {
    String listed = puts(ROOT, "<svg>z</svg>", "home").id().toString();
    for (int i = 0; i < 101; i++) {
      puts(BOB, "<svg>" + i + "</svg>", "home");
    }
    patch(BOB, "{'icon': '<svg>1</svg>', 'reviewers': ['alice']}");
    assertThat(names(ALICE, "home")).isEqualTo(listed);
    assertThat(names(ROOT, "home")).isEqualTo(listed);
    // Nor by publishing one that is called so.
    saves(BOB, patch(BOB, "{'name': 'N', 'instructions': 'I', 'icon': '<svg>1</svg>'}"));
    assertThat(names(ALICE, "home")).isEqualTo(listed);

    String own = puts(ALICE, "<svg>mine</svg>", "home").id().toString();
    assertThat(names(ALICE, "home")).as("what she calls so herself").isEqualTo(own);
  }

  @Test
  void hiddenOnesAreNotNamed() {
    for (int i = 0; i < 101; i++) {
      surrounds(puts(ROOT, "<svg>" + i + "</svg>", "home").id(), "{'hidden': true}");
    }
    assertThatNothingIsCalled(ALICE, "home");
    String shown = puts(ROOT, "<svg>z</svg>", "home").id().toString();
    assertThat(names(ALICE, "home")).isEqualTo(shown);
  }

  @Test
  void whatAdminsPutIsListedAtOnceWithTheirLabel() {
    UUID icon = puts(ALICE, SVG, "home").id();
    assertThat(puts(ROOT, SVG, "house").listed()).isTrue();
    assertThat(sees(CAROL, icon).label()).contains("house");
    assertThat(names(CAROL, "house")).isEqualTo(icon.toString());
    // What is listed has its label, whoever puts it again.
    assertThat(puts(ROOT, SVG, "villa").label()).contains("house");
    assertThat(puts(BOB, SVG, "hut").label()).contains("house");
    assertThatNothingIsCalled(BOB, "hut");
  }

  @Test
  void anAdminGivesALabelToAListedOneThatHasNone() {
    UUID icon = puts(ROOT, SVG, null).id();
    assertThat(puts(ROOT, SVG, "house").label()).contains("house");
    assertThat(sees(CAROL, icon).label()).contains("house");
  }

  @Test
  void surroundingsDoNotOverwriteWhatAnotherOneChangesMeanwhile() {
    UUID icon = puts(ROOT, SVG, "home").id();
    aggregates.afterNextFind(
        Resource.ref(TENANT, icon), () -> surrounds(icon, "{'label': 'house'}"));

    Resource told = surrounds(icon, "{'order': 7}");

    assertThat(told.order()).isEqualTo(7);
    assertThat(told.label()).contains("house");
    assertThat(sees(CAROL, icon)).isEqualTo(told);
  }

  @Test
  void anIconIsAsLongAsItIsWhenItIsCleaned() {
    String fits = "<g/>".repeat(ResourceKind.ICON.longest() / 7);
    puts(ALICE, fits, null);
    String grows = fits + "<g/>";
    assertThatThrownBy(() -> puts(ALICE, grows, null))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            e -> assertThat(e.errors()).extracting("pointer").containsExactly("/value"));
    assertThat(refusal(ALICE, "{'icon': '%s'}".formatted(grows)))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            invalid -> assertThat(invalid.errors()).extracting("pointer").containsExactly("/icon"));
  }

  @Test
  void oneUserPutsAThousandOfAKindThatNoPublishedPersonaUses() {
    for (int i = 0; i < EditCatalogue.MOST_MADE; i++) {
      puts(ALICE, ResourceKind.EXAMPLE, "Example " + i, null);
    }
    assertThat(put(ALICE, ResourceKind.EXAMPLE, "One more", null))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Forbidden.class));
    // What she has, other kinds, and other users are not concerned.
    puts(ALICE, ResourceKind.EXAMPLE, "Example 7", null);
    puts(ALICE, ResourceKind.NAME, "One more", null);
    puts(BOB, ResourceKind.EXAMPLE, "One more", null);
    puts(ROOT, ResourceKind.EXAMPLE, "One more", null);
    assertThat(puts(ALICE, ResourceKind.EXAMPLE, "One more", null).listed()).isTrue();
    // A place is free again when one of hers is listed.
    puts(ROOT, ResourceKind.EXAMPLE, "Example 0", null);
    puts(ALICE, ResourceKind.EXAMPLE, "And another", null);
  }

  @Test
  void aListThatIsTooLongToBeLookedAtWholeSaysSo() {
    for (int i = 0; i < PersonaDesk.LOOKED_AT; i++) {
      ChangeId change = desk.saver().changeId();
      Resource resource =
          Resource.of(TENANT, ResourceValue.text(ResourceKind.VOICE, "Voice " + i), now)
              .listed(Optional.empty(), desk.stamp(ROOT));
      desk.saver().save(Change.of(change, Item.first(resource.ref(), resource.saying(), change)));
    }
    assertThat(voices("").total()).isEqualTo(PersonaDesk.LOOKED_AT);
    assertThat(voices("").lowerBound()).isFalse();

    puts(ROOT, ResourceKind.VOICE, "Alto", null);

    assertThat(voices("").total()).isEqualTo(PersonaDesk.LOOKED_AT);
    assertThat(voices("").lowerBound()).isTrue();
    assertThat(voices("alto").total()).isEqualTo(1);
    assertThat(voices("alto").lowerBound()).isTrue();
  }

  private ReadPersonas.Page<Resource> voices(String words) {
    return done(
        catalogue.list(ALICE, ResourceKind.VOICE, words, false, new ReadPersonas.Paging(0, 1)));
  }

  private ReadPersonas.Page<Resource> search(Caller caller, String words) {
    return done(
        catalogue.list(caller, ResourceKind.ICON, words, false, new ReadPersonas.Paging(0, 1)));
  }

  private Resource puts(Caller caller, String svg, @Nullable String label) {
    return puts(caller, ResourceKind.ICON, svg, label);
  }

  private Resource puts(Caller caller, ResourceKind kind, String value, @Nullable String label) {
    return done(put(caller, kind, value, label)).resource();
  }

  private Outcome<EditCatalogue.Made> put(
      Caller caller, ResourceKind kind, String value, @Nullable String label) {
    JsonObject.Builder body = JsonObject.builder().put("value", value);
    return catalogue.create(
        caller, kind, body.putIfPresent("label", Optional.ofNullable(label)).build());
  }

  private Resource sees(Caller caller, UUID icon) {
    return done(catalogue.one(caller, ResourceKind.ICON, icon.toString()));
  }

  private Resource surrounds(UUID icon, String body) {
    // An admin knows of what a draft holds, or everybody sees.
    return done(catalogue.surround(ROOT, ResourceKind.ICON, icon.toString(), json(body)));
  }

  private String names(Caller caller, String icon) {
    return id(patch(caller, "{'icon': '%s'}".formatted(icon)), "icon_id").toString();
  }

  private void assertThatNothingIsCalled(Caller caller, String icon) {
    assertThat(refusal(caller, "{'icon': '%s'}".formatted(icon)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  private void saves(Caller caller, JsonObject answer) {
    JsonObject body = JsonObject.EMPTY.with("draft_id", Json.of(id(answer)));
    done(new SavePersona(desk).handle(caller, SavePersona.read(body)));
  }

  private static String id(JsonObject answer) {
    return answer.text("draft_id").orElseThrow();
  }

  private static UUID id(JsonObject answer, String name) {
    JsonObject state = (JsonObject) answer.get("form_state").orElseThrow();
    return UUID.fromString(state.text(name).orElseThrow());
  }

  private JsonObject patch(Caller caller, String body) {
    return done(new PatchDraft(desk).handle(caller, json(body))).answer();
  }

  private Refusal refusal(Caller caller, String body) {
    return switch (new PatchDraft(desk).handle(caller, json(body))) {
      case Outcome.Done<Patched>(Patched patched) -> throw new AssertionError(patched);
      case Outcome.Refused<Patched>(Refusal refusal) -> refusal;
    };
  }

  private static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'));
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static Caller user(String name) {
    return new Caller(TENANT, name, Map.of(), Set.of(Caller.AI_SEAT), Set.of(), Set.of());
  }

  /** A store in which somebody else is quicker. */
  private static final class Interrupted extends ForwardingAggregates {
    private Optional<AggregateRef> awaited = Optional.empty();
    private Runnable meanwhile = () -> {};

    Interrupted(InMemoryStore store) {
      super(store.aggregates());
    }

    void afterNextFind(AggregateRef ref, Runnable does) {
      awaited = Optional.of(ref);
      meanwhile = does;
    }

    @Override
    public Optional<Living> find(AggregateRef ref) {
      Optional<Living> found = super.find(ref);
      if (awaited.filter(ref::equals).isPresent()) {
        awaited = Optional.empty();
        meanwhile.run();
      }
      return found;
    }
  }
}
