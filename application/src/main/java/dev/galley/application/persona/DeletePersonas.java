package dev.galley.application.persona;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.store.Saver;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.DraftEdit;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Deletes personas with all that hangs on them, and throws drafts away, each for itself. */
public final class DeletePersonas {
  private static final int MOST = 100;

  private final PersonaDesk desk;
  private final Saver saver;

  public DeletePersonas(PersonaDesk desk) {
    this.desk = desk;
    // No receipts: a receipt of the first save would keep a retry from deleting the rest.
    this.saver = desk.saver().withoutReceipts();
  }

  /** What came of one of them. */
  public enum Result {
    /** The persona is gone. */
    DELETED,
    /** The draft is gone. */
    DISCARDED,
    NOT_FOUND,
    FORBIDDEN;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of those that were named. */
  public record Deleted(String id, Result result) {

    public Deleted {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(result, "result");
    }
  }

  /** All of them, in the order in which they were named. Personas need level 3. */
  public List<Deleted> handle(Caller caller, JsonObject body) {
    BodyReader reader = new BodyReader(body);
    List<String> ids = reader.texts("ids", false, MOST, 100, true).orElse(List.of());
    if (ids.isEmpty()) {
      reader.error("ids", "must name at least one");
    }
    reader.finish();
    List<Deleted> deleted = new ArrayList<>();
    for (String id : ids) {
      deleted.add(new Deleted(id, delete(caller, id)));
    }
    return deleted;
  }

  private Result delete(Caller caller, String id) {
    Outcome<Result> outcome = saver.settle(change -> round(caller, id, change));
    if (outcome.equals(Outcome.done(Result.DELETED))) {
      try {
        removeDrafts(caller, UUID.fromString(id));
      } catch (ApplicationException e) {
        // It is deleted all the same.
      }
    }
    return switch (outcome) {
      case Outcome.Done<Result>(Result result) -> result;
      case Outcome.Refused<Result>(Refusal.Forbidden forbidden) -> Result.FORBIDDEN;
      case Outcome.Refused<Result>(Refusal refusal) -> Result.NOT_FOUND;
    };
  }

  /** Nobody reaches them any more. What this does not come to, a sweep does. */
  private void removeDrafts(Caller caller, UUID persona) {
    Stamp stamp = new Stamp(desk.clock().instant(), PersonaDesk.SERVER);
    List<AggregateRef> drafts =
        desk.members(
                caller.tenant(),
                PersonaKeys.on(persona),
                PersonaDesk.DRAFTS_AT_ONCE,
                item -> Optional.of(item.ref()))
            .wanted();
    for (AggregateRef draft : drafts) {
      ChangeId change = saver.changeId();
      desk.aggregates()
          .find(draft)
          .map(item -> ((Item) item).remove(stamp, change))
          .ifPresent(removed -> saver.save(Change.of(change, removed)));
    }
  }

  private Round<Result> round(Caller caller, String id, ChangeId change) {
    Optional<Persona> persona =
        PersonaDesk.uuid(id).flatMap(uuid -> desk.persona(caller.tenant(), uuid));
    if (persona.isPresent()) {
      return Round.with(
          desk.persona(caller, id, Level.ADMIN),
          found ->
              new Round.Save<>(
                  Change.of(change, found.delete(desk.stamp(caller), change)), Result.DELETED));
    }
    return Round.with(
        desk.draft(caller, id),
        seen -> {
          if (!seen.owns()) {
            return Round.refused(PersonaDesk.forbidden("A draft is discarded by its owner."));
          }
          DraftEdit edit = new DraftEdit(seen.draft(), desk.stamp(caller), caller.apiToken());
          edit.discard(desk.saver().ids().next());
          Item item = seen.item();
          return new Round.Save<>(
              Change.of(change, edit.done(Optional.of(item), change)), Result.DISCARDED);
        });
  }
}
