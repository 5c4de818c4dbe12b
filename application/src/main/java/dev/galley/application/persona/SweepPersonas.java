package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Rounds;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Resource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Ends proposals whose time is over, takes away resources that nothing uses, shows those that were
 * published, and removes the drafts of deleted personas. It can be repeated at any time.
 */
public final class SweepPersonas {
  private final PersonaDesk desk;
  private final Rounds proposed;
  private final Rounds unlisted;
  private final Rounds made;
  private final Rounds edits;

  public SweepPersonas(PersonaDesk desk) {
    this(desk, PersonaDesk.LOOKED_AT);
  }

  SweepPersonas(PersonaDesk desk, int lookedAt) {
    this.desk = desk;
    this.proposed = new Rounds(desk.aggregates(), PersonaKeys.PROPOSED, lookedAt);
    this.unlisted = new Rounds(desk.aggregates(), PersonaKeys.UNLISTED, lookedAt);
    this.made = new Rounds(desk.aggregates(), PersonaKeys.MADE, lookedAt);
    this.edits = new Rounds(desk.aggregates(), PersonaKeys.EDITS, lookedAt);
  }

  /** How many proposals have expired. */
  public int expire() {
    return each(proposed, desk::expire);
  }

  /** How many resources have been taken away or shown. */
  public int collect() {
    return each(unlisted, this::collect) + each(made, this::collect);
  }

  private boolean collect(Item item) {
    Optional<Resource> kept = Resource.kept(item);
    if (kept.isEmpty()) {
      return false;
    }
    Resource resource = kept.get();
    ChangeId change = desk.saver().changeId();
    Catalogue catalogue = desk.catalogue();
    // First, as a save moves it from a draft to a persona.
    boolean held = catalogue.isHeld(resource);
    Optional<Stamp> publication = catalogue.publication(resource);
    if (publication.isPresent()) {
      Resource listed = catalogue.listed(resource, publication.get());
      return saved(Change.of(change, item.next(listed.saying(), change)));
    }
    boolean young = resource.used().isAfter(desk.clock().instant().minus(desk.limits().grace()));
    // Whoever puts it again meanwhile makes this save stale.
    return !young
        && resource.makers().isEmpty()
        && !held
        && saved(Change.of(change, item.next(Resource.nothing(resource.id()), change)));
  }

  /** How many drafts of deleted personas have been removed. */
  public int erase() {
    return each(edits, this::erase);
  }

  private boolean erase(Item item) {
    PersonaDraft draft = PersonaDraft.of(item);
    ChangeId change = desk.saver().changeId();
    return draft.persona().flatMap(id -> desk.persona(draft.tenant(), id)).isEmpty()
        && saved(Change.of(change, item.remove(server(), change)));
  }

  private Stamp server() {
    return new Stamp(desk.clock().instant(), PersonaDesk.SERVER);
  }

  private boolean saved(Change change) {
    return desk.saver().save(change) instanceof SaveOutcome.Saved;
  }

  private int each(Rounds rounds, Predicate<Item> job) {
    AtomicInteger done = new AtomicInteger();
    rounds.walk(ref -> {
      if (desk.aggregates().find(ref).filter(item -> job.test((Item) item)).isPresent()) {
        done.incrementAndGet();
      }
      return true;
    });
    return done.get();
  }
}
