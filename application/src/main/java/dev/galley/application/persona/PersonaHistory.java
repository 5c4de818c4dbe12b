package dev.galley.application.persona;

import dev.galley.application.assistant.RebaseDraft;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentChange;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentShape;
import dev.galley.domain.content.ContentShape.MemberKey;
import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPatch;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Merge;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Resolution;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.PersonaMerge;
import dev.galley.domain.persona.ResourceValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** What personas were, what differs between two states of one, and how drafts go on from there. */
public final class PersonaHistory {
  private static final ContentShape SHAPE = shape();

  /** The personas' spelling of what a rebase is asked for, and that of the assistants. */
  private static final Map<String, String> SPELLINGS =
      Map.of("dry_run", "dryRun", "expected_revision", "expectedRevision");

  private final PersonaDesk desk;

  public PersonaHistory(PersonaDesk desk) {
    this.desk = desk;
  }

  private static ContentShape shape() {
    Map<String, MemberKey> lists = new HashMap<>(ContentShapes.PERSONA.lists());
    for (PersonaField field : PersonaField.values()) {
      if (field.isList() && field != PersonaField.FLAGS) {
        lists.put("/" + field.textName(), MemberKey.byText());
      }
    }
    lists.put("/flags", MemberKey.byEnds("type", "value"));
    return new ContentShape(lists);
  }

  /**
   * Revisions, the newest first.
   *
   * @param next below which number the next page begins; empty on the last
   */
  public record Page(Persona persona, List<Revision> revisions, OptionalLong next) {

    public Page {
      revisions = List.copyOf(revisions);
    }
  }

  /** The revisions of a persona. Needs level 2. */
  public Outcome<Page> revisions(Caller caller, String id, long below, int limit) {
    return desk.persona(caller, id, Level.WRITE)
        .map(persona -> {
          List<Revision> found = desk.revisions().before(persona.ref(), below, limit + 1);
          List<Revision> page = found.subList(0, Math.min(limit, found.size()));
          return new Page(
              persona,
              page,
              found.size() > limit
                  ? OptionalLong.of(page.getLast().number())
                  : OptionalLong.empty());
        });
  }

  /** A revision with its content, ids and texts. */
  public record Past(Persona persona, Revision revision, JsonObject content) {}

  /** One revision. What is live needs level 1, others level 2. */
  public Outcome<Past> revision(Caller caller, String id, long number) {
    return desk.persona(caller, id, Level.READ)
        .then(persona ->
            desk.persona(
                caller, id, number == persona.live().revision() ? Level.READ : Level.WRITE))
        .then(persona ->
            desk.revision(persona, number)
                .map(revision ->
                    new Past(
                        persona, revision, desk.content(persona.tenant(), revision.content()))));
  }

  /** Two states to be told apart. */
  public record Comparison(String persona, JsonObject before, JsonObject after) {

    /** The differences as people tell them, in the order of their paths. */
    public List<ContentChange> changes() {
      return ContentComparison.changes(before, after, SHAPE);
    }

    /** The steps that make the first content the second. */
    public JsonPatch patch() {
      return JsonPatch.between(before, after, SHAPE);
    }
  }

  /**
   * Compares {@code live}, {@code revision:3}, and with a {@code draft_id} also {@code draft},
   * {@code base} and {@code proposal:<key>}. Without a draft it needs level 2; with one, revisions
   * need it that are neither live nor the draft's base.
   */
  public Outcome<Comparison> compare(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    Optional<String> id = reader.text("id", true, 0, Integer.MAX_VALUE);
    Optional<String> draftId = reader.text("draft_id", true, 0, Integer.MAX_VALUE);
    if (id.isPresent() == draftId.isPresent()) {
      reader.error(id.isPresent() ? "draft_id" : "id", "name either id or draft_id");
    }
    String from = side(reader, "from", draftId.isPresent());
    String to = side(reader, "to", draftId.isPresent());
    reader.finish();
    if (draftId.isPresent()) {
      return desk.draft(caller, draftId.get())
          .then(seen -> compare(seen.persona(), Optional.of(seen.draft()), seen.level(), from, to));
    }
    return desk.persona(caller, id.orElseThrow(), Level.WRITE)
        .then(persona ->
            compare(Optional.of(persona), Optional.empty(), persona.levelOf(caller), from, to));
  }

  private static String side(BodyReader reader, String name, boolean ofDraft) {
    String side = reader.text(name, false, 1, 100).orElse("");
    boolean known =
        side.equals("live")
            || side.matches("revision:[1-9][0-9]{0,17}")
            || (ofDraft
                && (side.equals("draft")
                    || side.equals("base")
                    || (side.startsWith("proposal:")
                        && PersonaDesk.uuid(side.substring("proposal:".length())).isPresent())));
    if (!known) {
      reader.error(
          name, "must be live or revision:<number>; of a draft also draft, base or proposal:<key>");
    }
    return side;
  }

  private Outcome<Comparison> compare(
      Optional<Persona> persona,
      Optional<PersonaDraft> draft,
      Level level,
      String from,
      String to) {
    String named = persona.map(p -> p.id().toString()).orElse("");
    return content(persona, draft, level, from)
        .then(before ->
            content(persona, draft, level, to).map(after -> new Comparison(named, before, after)));
  }

  private Outcome<JsonObject> content(
      Optional<Persona> persona, Optional<PersonaDraft> draft, Level level, String side) {
    if (draft.isPresent() && side.equals("draft")) {
      return Outcome.done(content(draft.get(), draft.get().connections()));
    }
    if (draft.isPresent() && side.startsWith("proposal:")) {
      UUID key = UUID.fromString(side.substring("proposal:".length()));
      return draft
          .get()
          .proposal(key)
          .filter(p -> p.isOpen(desk.horizon()))
          .map(p -> content(draft.get(), draft.get().connections().accepting(p.change())))
          .<Outcome<JsonObject>>map(Outcome::done)
          .orElseGet(() -> Outcome.refused(new Refusal.NotFound("open proposal")));
    }
    if (persona.isEmpty()) {
      return Outcome.refused(new Refusal.NotFound("published persona of this draft"));
    }
    Persona live = persona.get();
    long number =
        switch (side) {
          case "live" -> live.live().revision();
          case "base" -> draft.orElseThrow().base();
          default -> Long.parseLong(side.substring("revision:".length()));
        };
    boolean shown =
        number == live.live().revision()
            || draft.filter(found -> found.base() == number).isPresent()
            || level.allows(Level.WRITE);
    if (!shown) {
      return Outcome.refused(
          PersonaDesk.forbidden(
              "Revisions other than the live one and the draft's base need level 2; yours is "
                  + level.number()
                  + "."));
    }
    return desk.revision(live, number)
        .map(revision -> desk.content(live.tenant(), revision.content()));
  }

  private JsonObject content(PersonaDraft draft, Connections connections) {
    return new FormState(desk.catalogue(), draft.tenant()).content(connections);
  }

  /** What has come of a rebase. */
  public sealed interface Rebase {}

  /** The draft, on what is live. */
  public record Rebased(ReadPersonas.Draft draft) implements Rebase {}

  /**
   * What would come of it.
   *
   * @param content the ids of the merge; at a conflict without a resolution those of live
   * @param conflicts all of them
   * @param unresolved those without a resolution
   */
  public record Preview(
      PersonaDraft draft,
      long live,
      Json content,
      List<MergeConflict> conflicts,
      List<MergeConflict> unresolved)
      implements Rebase {

    public Preview {
      conflicts = List.copyOf(conflicts);
      unresolved = List.copyOf(unresolved);
    }
  }

  /** What is asked for: a draft, and how it is to be rebased. */
  public record RebaseWish(String draft, RebaseDraft.Wish wish) {

    public RebaseWish {
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(wish, "wish");
    }
  }

  /**
   * Reads a body {@code {draft_id, expectedRevision?, resolutions?, dryRun?}}; the names may be
   * written with underscores too.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static RebaseWish readRebase(JsonObject body) {
    String draft = body.text("draft_id").orElse("");
    List<FieldError> errors = new ArrayList<>();
    if (draft.isEmpty()) {
      errors.add(new FieldError("/draft_id", "must name the draft"));
    }
    JsonObject rest = body.without("draft_id");
    Map<String, String> sent = new HashMap<>();
    for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
      String other = spelling.getKey();
      String name = spelling.getValue();
      if (body.has(other) && body.has(name)) {
        errors.add(new FieldError("/" + other, "must not be there beside " + name));
        rest = rest.without(other);
      } else if (body.has(other)) {
        rest = rest.without(other).with(name, body.get(other).orElseThrow());
        sent.put("/" + name, "/" + other);
      }
    }
    RebaseDraft.Wish wish = new RebaseDraft.Wish(OptionalLong.empty(), List.of(), false);
    try {
      wish = RebaseDraft.read(rest);
    } catch (InvalidContent e) {
      for (FieldError error : e.errors()) {
        errors.add(
            new FieldError(sent.getOrDefault(error.pointer(), error.pointer()), error.detail()));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return new RebaseWish(draft, wish);
  }

  /** Brings a draft onto what is live, so that no change of either side is lost. */
  public Outcome<Rebase> rebase(Caller caller, RebaseWish asked) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.draft(caller, asked.draft()), seen -> rebase(seen, asked.wish(), change)));
  }

  private Round<Rebase> rebase(SeenDraft seen, RebaseDraft.Wish wish, ChangeId change) {
    if (seen.persona().isEmpty()) {
      return Round.refused(new Refusal.NotFound("published persona of this draft"));
    }
    if (!wish.dryRun() && !seen.publishes()) {
      return Round.refused(
          PersonaDesk.forbidden(
              "A draft is rebased by its owner, who needs level 2 on its persona."));
    }
    Persona live = seen.persona().get();
    PersonaDraft draft = seen.draft();
    long current = live.live().revision();
    if (wish.expectedRevision().isPresent() && wish.expectedRevision().getAsLong() != current) {
      return Round.refused(SavePersona.moved(desk, seen, live));
    }
    if (draft.base() == current) {
      return Round.answer(
          wish.dryRun()
              ? new Preview(draft, current, draft.connections().toJson(), List.of(), List.of())
              : new Rebased(new ReadPersonas(desk).shown(seen)));
    }
    return Round.with(
        desk.connections(live, draft.base()), base -> merge(seen, live, base, wish, change));
  }

  private Round<Rebase> merge(
      SeenDraft seen, Persona live, Connections base, RebaseDraft.Wish wish, ChangeId change) {
    PersonaDraft draft = seen.draft();
    long current = live.live().revision();
    Merge merge;
    try {
      merge =
          PersonaMerge.of(
              base,
              live.connections(),
              draft.connections(),
              ResourceValue.active(true).id(draft.tenant()),
              ResourceValue.active(false).id(draft.tenant()),
              wish.resolutions());
      checkValues(seen, wish.resolutions());
    } catch (InvalidContent e) {
      return Round.refused(
          new Refusal.Invalid(
              e.errors().stream()
                  .map(error -> new FieldError("/resolutions" + error.pointer(), error.detail()))
                  .toList()));
    }
    if (wish.dryRun()) {
      return Round.answer(
          new Preview(draft, current, merge.content(), merge.conflicts(), merge.unresolved()));
    }
    if (!merge.isClean()) {
      return Round.refused(
          new Refusal.PersonaConflicts(
              live.id().toString(),
              draft.id().toString(),
              draft.base(),
              current,
              merge.unresolved()));
    }
    DraftEdit edit = new DraftEdit(draft, desk.stamp(seen.caller()), seen.caller().apiToken());
    edit.rebase(desk.saver().ids().next(), current, Connections.read((JsonObject) merge.content()));
    return saved(seen, live, edit, change, Rebased::new);
  }

  /** What somebody has put into a resolution has to be of the right kinds, and his to see. */
  private void checkValues(SeenDraft seen, List<Resolution> resolutions) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < resolutions.size(); i++) {
      Resolution resolution = resolutions.get(i);
      if (resolution.value().isEmpty()) {
        continue;
      }
      for (PersonaField field : PersonaField.values()) {
        Json value = resolution.value().get();
        String pointer = "/" + i + "/value";
        if (!resolution.path().equals("/" + field.idName())) {
          continue;
        }
        List<Json> ids = value instanceof JsonArray(List<Json> items) ? items : List.of(value);
        for (int k = 0; k < ids.size(); k++) {
          if (!fits(seen, field, ids.get(k))) {
            errors.add(
                new FieldError(
                    field.isList() ? JsonPointer.child(pointer, k) : pointer,
                    "is no " + field.kind().wireName() + " of the catalogue that you can see"));
          }
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
  }

  private boolean fits(SeenDraft seen, PersonaField field, Json id) {
    return id instanceof JsonString(String text)
        && PersonaDesk.uuid(text)
            .flatMap(uuid -> desk.catalogue().find(seen.draft().tenant(), uuid))
            .filter(resource -> resource.kind() == field.kind())
            .filter(resource ->
                seen.draft().held().contains(resource.id())
                    || desk.catalogue().isSeen(seen.caller(), resource))
            .isPresent();
  }

  private <T> Round<T> saved(
      SeenDraft seen,
      Persona persona,
      DraftEdit edit,
      ChangeId change,
      Function<ReadPersonas.Draft, T> answer) {
    FormState state = new FormState(desk.catalogue(), seen.draft().tenant());
    edit.title(state.text(edit.draft().connections(), PersonaField.NAME).orElse(""));
    Item item = seen.item();
    Transition<Item> next = edit.done(Optional.of(item), change);
    SeenDraft after =
        new SeenDraft(seen.caller(), next.next(), edit.result(), Optional.of(persona));
    return new Round.Save<>(
        Change.of(change, next), answer.apply(new ReadPersonas(desk).shown(after)));
  }

  /**
   * Opens a draft with what an earlier revision has. Needs level 2. The caller has a draft already:
   * refused, unless it is to be replaced.
   */
  public Outcome<EditPersona.Opened> restore(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    String id = reader.text("id", false, 1, Integer.MAX_VALUE).orElse("");
    if (!reader.sent("id")) {
      reader.error("id", "must name the persona");
    }
    OptionalLong number = SavePersona.number(reader, "revision");
    if (number.isEmpty() && !reader.sent("revision")) {
      reader.error("revision", "must be the number of a revision, 1 or more");
    }
    boolean replace = reader.flag("replace").orElse(false);
    reader.finish();
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.persona(caller, id, Level.WRITE),
                persona ->
                    Round.with(
                        desk.connections(persona, number.orElseThrow()),
                        content ->
                            restore(
                                caller, persona, number.orElseThrow(), content, replace, change))));
  }

  private Round<EditPersona.Opened> restore(
      Caller caller,
      Persona persona,
      long revision,
      Connections content,
      boolean replace,
      ChangeId change) {
    Optional<SeenDraft> there = EditPersona.open(desk, caller, persona);
    if (there.isPresent() && !replace) {
      PersonaDraft draft = there.get().draft();
      return Round.refused(
          new Refusal.PersonaDraftExists(
              draft.id().toString(), draft.updated().at(), draft.updated().by()));
    }
    UUID key = desk.saver().ids().next();
    bringBack(caller, persona, revision, content);
    if (there.isPresent()) {
      DraftEdit edit = new DraftEdit(there.get().draft(), desk.stamp(caller), caller.apiToken());
      edit.restore(key, revision, content);
      return saved(
          there.get(), persona, edit, change, draft -> new EditPersona.Opened(draft, false));
    }
    PersonaDraft fresh =
        PersonaDraft.open(
                caller.tenant(),
                EditPersona.fresh(desk, caller, persona),
                caller.user(),
                desk.stamp(caller))
            .of(persona.id(), persona.live().revision(), persona.connections());
    Optional<Refusal> refusal = PatchDraft.tooMany(desk, fresh);
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    DraftEdit edit = new DraftEdit(fresh, desk.stamp(caller), caller.apiToken());
    edit.begin(key, "restore");
    edit.restore(key, revision, content);
    FormState state = new FormState(desk.catalogue(), persona.tenant());
    edit.title(state.text(content, PersonaField.NAME).orElse(""));
    Transition<Item> next = edit.done(Optional.empty(), change);
    SeenDraft seen = new SeenDraft(caller, next.next(), edit.result(), Optional.of(persona));
    return new Round.Save<>(
        Change.of(change, next), new EditPersona.Opened(new ReadPersonas(desk).shown(seen), true));
  }

  /** What was published once is in the catalogue again before a draft refers to it. */
  private void bringBack(Caller caller, Persona persona, long revision, Connections content) {
    boolean whole =
        content.all().stream()
            .allMatch(id -> desk.catalogue().find(caller.tenant(), id).isPresent());
    if (!whole
        && desk.revision(persona, revision) instanceof Outcome.Done<Revision>(Revision kept)) {
      JsonObject texts = desk.content(caller.tenant(), kept.content());
      FormState.values(caller.tenant(), texts)
          .forEach(value -> desk.catalogue().put(caller.tenant(), value, true, desk.stamp(caller)));
    }
  }
}
