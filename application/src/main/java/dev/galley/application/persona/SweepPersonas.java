package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Ends proposals whose time is over, takes away resources that nothing uses, shows those that were
 * published, and removes the drafts of deleted personas. It can be repeated at any time.
 */
public final class SweepPersonas {
  private static final String SERVER = "galley";

  private final PersonaDesk desk;

  public SweepPersonas(PersonaDesk desk) {
    this.desk = desk;
  }

  /** How many proposals have expired. */
  public int expire() {
    return each(PersonaKeys.PROPOSED, this::expire);
  }

  private boolean expire(Item item) {
    Instant end = desk.clock().instant().minus(desk.limits().proposals());
    PersonaDraft draft = PersonaDraft.of(item);
    List<Proposal> over =
        draft.openProposals().stream().filter(p -> !p.made().at().isAfter(end)).toList();
    if (over.isEmpty()) {
      return false;
    }
    DraftEdit edit = new DraftEdit(draft, server(), Optional.empty());
    over.forEach(edit::expire);
    ChangeId change = desk.saver().changeId();
    return saved(Change.of(change, edit.done(Optional.of(item), change)));
  }

  /** How many resources have been taken away or shown. */
  public int collect() {
    return each(PersonaKeys.UNLISTED, this::collect);
  }

  private boolean collect(Item item) {
    Optional<Resource> kept = Resource.kept(item);
    if (kept.isEmpty()) {
      return false;
    }
    Resource resource = kept.get();
    ChangeId change = desk.saver().changeId();
    Catalogue catalogue = desk.catalogue();
    if (catalogue.isPublished(resource)) {
      return saved(Change.of(change, item.next(resource.published().saying(), change)));
    }
    boolean young = resource.used().isAfter(desk.clock().instant().minus(desk.limits().grace()));
    // Whoever puts it again meanwhile makes this save stale.
    return !young
        && resource.makers().isEmpty()
        && !catalogue.isHeld(resource)
        && saved(Change.of(change, item.next(Resource.nothing(resource.id()), change)));
  }

  /** How many drafts of deleted personas have been removed. */
  public int erase() {
    return each(PersonaKeys.EDITS, this::erase);
  }

  private boolean erase(Item item) {
    PersonaDraft draft = PersonaDraft.of(item);
    ChangeId change = desk.saver().changeId();
    return draft.persona().flatMap(id -> desk.persona(draft.tenant(), id)).isEmpty()
        && saved(Change.of(change, item.remove(server(), change)));
  }

  private Stamp server() {
    return new Stamp(desk.clock().instant(), SERVER);
  }

  private boolean saved(Change change) {
    return desk.saver().save(change) instanceof SaveOutcome.Saved;
  }

  /** One that fails keeps no other from its turn. */
  private int each(String key, Predicate<Item> job) {
    int done = 0;
    Optional<RuntimeException> failure = Optional.empty();
    for (AggregateRef ref : desk.aggregates().everywhere(key, PersonaDesk.LOOKED_AT)) {
      try {
        done +=
            desk.aggregates().find(ref).filter(item -> job.test((Item) item)).isPresent() ? 1 : 0;
      } catch (RuntimeException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return done;
  }
}
