package dev.galley.application.persona;

import dev.galley.application.assistant.Revisions;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.ContentShapes;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.Proposal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the use cases of personas share. */
public record PersonaDesk(
    Snapshots snapshots,
    Revisions revisions,
    Journals journals,
    Icons icons,
    PersonaLimits limits,
    InstantSource clock,
    Saver saver) {
  static final int AT_ONCE = 200;

  /** How many drafts of a list are in memory at once: they can be large. */
  static final int DRAFTS_AT_ONCE = 25;

  static final String SERVER = "galley";

  /** How many members of a list are looked at when one is searched or counted. */
  static final int LOOKED_AT = 10_000;

  Stamp stamp(Caller caller) {
    return new Stamp(clock.instant(), caller.user());
  }

  Aggregates aggregates() {
    return saver.aggregates();
  }

  Catalogue catalogue() {
    return new Catalogue(this);
  }

  /** The UUID, in the one form that UUIDs are written in. */
  static Optional<UUID> uuid(String text) {
    return Connections.uuid(text);
  }

  Optional<Persona> persona(TenantId tenant, UUID id) {
    return aggregates().find(Persona.ref(tenant, id)).map(Persona.class::cast);
  }

  /** A persona, for callers of a level. */
  Outcome<Persona> persona(Caller caller, String id, Level needed) {
    Optional<Persona> found = uuid(id).flatMap(uuid -> persona(caller.tenant(), uuid));
    if (found.isEmpty()) {
      return Outcome.refused(new Refusal.NotFound("persona"));
    }
    Level level = found.get().levelOf(caller);
    return level.allows(needed)
        ? Outcome.done(found.get())
        : Outcome.refused(
            forbidden(
                "This needs level " + needed.number() + "; yours is " + level.number() + "."));
  }

  static Refusal forbidden(String detail) {
    return new Refusal.Forbidden(JsonPointer.ROOT, detail);
  }

  /** The draft, open or ended, if the caller reads it. */
  Optional<SeenDraft> seen(Caller caller, Item item) {
    return found(caller, item).filter(SeenDraft::reads);
  }

  /** The draft, open or ended, be it that the caller may not read it. */
  Optional<SeenDraft> found(Caller caller, Item item) {
    PersonaDraft draft = PersonaDraft.of(item);
    Optional<Persona> persona = draft.persona().flatMap(id -> persona(draft.tenant(), id));
    if (draft.persona().isPresent() && persona.isEmpty()) {
      // With the persona its drafts are gone.
      return Optional.empty();
    }
    return Optional.of(new SeenDraft(caller, item, draft, persona));
  }

  /** The draft of that id, open or ended. */
  Outcome<SeenDraft> known(Caller caller, String id) {
    return uuid(id)
        .flatMap(uuid -> aggregates().find(PersonaDraft.ref(caller.tenant(), uuid)))
        .flatMap(item -> seen(caller, (Item) item))
        .<Outcome<SeenDraft>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("draft")));
  }

  /** The open draft of that id. */
  Outcome<SeenDraft> draft(Caller caller, String id) {
    return known(caller, id)
        .then(seen ->
            seen.draft()
                .ended()
                .<Outcome<SeenDraft>>map(end -> Outcome.refused(gone(seen.draft(), end)))
                .orElseGet(() -> Outcome.done(seen)));
  }

  static Refusal gone(PersonaDraft draft, PersonaDraft.Ended end) {
    return new Refusal.PersonaDraftGone(draft.id().toString(), draft.persona(), end);
  }

  /** What was proposed then or before has expired. */
  Instant horizon() {
    return clock.instant().minus(limits.proposals());
  }

  /**
   * Ends the proposals of a draft whose time is over, and the draft with them when it was there for
   * one of them alone.
   *
   * @return whether there are any; the draft has to be loaded again then
   */
  boolean expire(Item item) {
    Instant horizon = horizon();
    PersonaDraft draft = PersonaDraft.of(item);
    List<Proposal> over = draft.openProposals().stream().filter(p -> !p.isOpen(horizon)).toList();
    if (over.isEmpty()) {
      return false;
    }
    DraftEdit edit = new DraftEdit(draft, new Stamp(clock.instant(), SERVER), Optional.empty());
    over.forEach(edit::expire);
    ChangeId change = saver.changeId();
    // Without the receipt of a request, which has asked for something else. Whoever was faster has
    // done the same, or the next round sees it.
    saver.save(Change.of(change, edit.done(Optional.of(item), change)));
    return true;
  }

  /** The content of a revision, with ids and texts. */
  JsonObject content(TenantId tenant, ContentHash hash) {
    return (JsonObject)
        snapshots
            .find(tenant, hash)
            .orElseThrow(() ->
                new IllegalStateException("the snapshot " + hash.value() + " is not in the store"))
            .content();
  }

  /** What a revision of a persona connects. */
  Outcome<Connections> connections(Persona persona, long revision) {
    if (revision == persona.live().revision()) {
      return Outcome.done(persona.connections());
    }
    return revision(persona, revision)
        .map(found -> Connections.read(content(persona.tenant(), found.content())));
  }

  Outcome<Revision> revision(Persona persona, long number) {
    return revisions
        .find(persona.ref(), number)
        .filter(found -> !found.pruned() && number <= persona.live().revision())
        .<Outcome<Revision>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision")));
  }

  static ChangedPaths changed(Connections from, Connections to) {
    return ChangedPaths.of(
        ContentComparison.changedPaths(from.toJson(), to.toJson(), ContentShapes.PERSONA));
  }

  /**
   * Members of a list, of its first {@value #LOOKED_AT}.
   *
   * @param whole whether the list was looked at to its end
   */
  record Members<T>(List<T> wanted, boolean whole) {}

  /** The members of a list that are wanted, at most so many of them in memory at once. */
  <T> Members<T> members(
      TenantId tenant, String key, int atOnce, Function<Living, Optional<T>> read) {
    List<T> wanted = new ArrayList<>();
    String after = "";
    int left = LOOKED_AT;
    while (left > 0) {
      int asked = Math.min(atOnce, left);
      List<Living> page = aggregates().listed(tenant, key, after, asked);
      page.forEach(living -> read.apply(living).ifPresent(wanted::add));
      if (page.size() < asked) {
        return new Members<>(wanted, true);
      }
      after = page.getLast().order();
      left -= asked;
    }
    return new Members<>(wanted, aggregates().listed(tenant, key, after, 1).isEmpty());
  }

  /** Whether a draft of a list fits, among the first {@value #LOOKED_AT}. */
  boolean anyDraft(TenantId tenant, String key, Predicate<Living> fits) {
    String after = "";
    int seen = 0;
    while (seen < LOOKED_AT) {
      List<Living> page = aggregates().listed(tenant, key, after, DRAFTS_AT_ONCE);
      if (page.stream().anyMatch(fits)) {
        return true;
      }
      seen += page.size();
      if (page.size() < DRAFTS_AT_ONCE) {
        return false;
      }
      after = page.getLast().order();
    }
    return false;
  }
}
