package dev.galley.application.assistant;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.item.Item;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Finds comments, and who may take part. */
final class Discussion {
  private final AssistantDesk desk;

  Discussion(AssistantDesk desk) {
    this.desk = desk;
  }

  /** A comment with the item that says it. */
  record Kept(Found found, Item item, Comment comment) {

    CommentView view() {
      return new CommentView(found.assistant(), found.draft(), comment);
    }
  }

  /** Live or draft, for those who have a level of their own there. */
  Outcome<Found> place(Caller caller, String id) {
    return desk.finder()
        .target(caller, id)
        .then(found -> {
          Level own = found.assistant().levelOnDraft(caller);
          return own.allows(Level.READ)
              ? Outcome.done(new Found(found.assistant(), found.draft(), own))
              : Outcome.refused(
                  new Refusal.Forbidden(
                      "",
                      "Comments are for those who have a level by ownership, team or share; you see"
                          + " this assistant because it is open to everyone."));
        });
  }

  /** A comment that stands there. */
  Outcome<Kept> comment(Caller caller, String id, Optional<UUID> comment) {
    return place(caller, id)
        .then(found ->
            comment
                .flatMap(wanted -> find(caller.tenant(), wanted))
                .map(item -> new Kept(found, item, Comment.of(item)))
                .filter(kept -> kept.comment().on().equals(on(found)))
                .<Outcome<Kept>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("comment"))));
  }

  Optional<Item> find(TenantId tenant, UUID comment) {
    return aggregates().find(Comment.ref(tenant, comment)).map(Item.class::cast);
  }

  Aggregates aggregates() {
    return desk.saver().aggregates();
  }

  static UUID on(Found found) {
    return found.draft().map(draft -> draft.id()).orElse(found.assistant().id().value());
  }

  /** Takes a comment that has no replies away, and its reply from the one above it. */
  Change removal(Item item, Stamp stamp, ChangeId change) {
    Change removal = Change.of(change, item.remove(stamp, change));
    return Comment.of(item)
        .parent()
        .flatMap(id -> find(item.ref().tenant(), id))
        .map(above -> removal.using(leaving(above, Comment::unanswered, change)))
        .orElse(removal);
  }

  /** The comment that is replied to, as a save of the reply leaves it. */
  static Follower leaving(Item item, UnaryOperator<Comment> after, ChangeId change) {
    return Follower.ending(item.next(after.apply(Comment.of(item)).saying(), change).next());
  }
}
