package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Comment;
import dev.galley.domain.assistant.CommentedDraft;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes comments on live or on a draft. Whoever may read them may write one; its author changes
 * it; its author or level 3 deletes it. They change neither the assistant nor its draft.
 */
public final class EditComments {
  private final AssistantDesk desk;
  private final PeopleLimits limits;
  private final Discussion discussion;

  public EditComments(AssistantDesk desk, PeopleLimits limits) {
    this.desk = desk;
    this.limits = limits;
    this.discussion = new Discussion(desk);
  }

  /** The new comment. */
  public Outcome<CommentView> add(Caller caller, String id, CommentForm form) {
    return desk.settle(change ->
        Round.with(discussion.place(caller, id), found -> add(caller, found, form, change)));
  }

  private Round<CommentView> add(Caller caller, Found found, CommentForm form, ChangeId change) {
    TenantId tenant = caller.tenant();
    String all = Comment.listOf(found.assistant().id());
    if (discussion.aggregates().count(tenant, all, limits.comments()) >= limits.comments()) {
      return Round.refused(
          Refusal.Invalid.at(
              "", "would be one comment more than the " + limits.comments() + " allowed"));
    }
    Optional<Item> parent = form.parent().flatMap(wanted -> discussion.find(tenant, wanted));
    Optional<Comment> repliedTo =
        parent.map(Comment::of).filter(comment -> comment.on().equals(Discussion.on(found)));
    Optional<Refusal> refusal = reply(form, repliedTo);
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    found.draft().ifPresent(draft -> remember(found, draft));
    Stamp now = desk.stamp(caller);
    Instant at = repliedTo.map(before -> now.after(before.created())).orElse(now).at();
    Comment comment =
        new Comment(
            desk.saver().ids().next(),
            found.assistant().id(),
            found.draft().map(Draft::id),
            form.parent(),
            repliedTo.map(before -> before.depth() + 1).orElse(0),
            Optional.of(new Comment.Said(caller.user(), form.message().orElseThrow())),
            form.path().flatMap(path -> path),
            at,
            at,
            0);
    Change save =
        Change.of(change, Item.first(Comment.ref(tenant, comment.id()), comment.saying(), change));
    return new Round.Save<>(
        parent
            .map(item -> save.using(Discussion.leaving(item, Comment::answered, change)))
            .orElse(save),
        new CommentView(found.assistant(), found.draft(), comment));
  }

  private static Optional<Refusal> reply(CommentForm form, Optional<Comment> repliedTo) {
    if (form.parent().isEmpty()) {
      return Optional.empty();
    }
    if (repliedTo.isEmpty()) {
      return Optional.of(Refusal.Invalid.at("/parentId", "names no comment that stands here"));
    }
    if (repliedTo.get().said().isEmpty()) {
      return Optional.of(Refusal.Invalid.at("/parentId", "names a comment that was deleted"));
    }
    return repliedTo.get().depth() == Comment.MAX_DEPTH
        ? Optional.of(
            Refusal.Invalid.at(
                "/parentId",
                "names a reply at depth "
                    + Comment.MAX_DEPTH
                    + ", which is as deep as threads go; reply to an earlier one"))
        : Optional.empty();
  }

  /** Before the first comment, so that none is overlooked when the draft has ended. */
  private void remember(Found found, Draft draft) {
    CommentedDraft commented = new CommentedDraft(found.assistant().id(), draft.id());
    AggregateRef ref = commented.ref(found.assistant().tenant());
    if (discussion.aggregates().find(ref).isEmpty()) {
      ChangeId change = desk.changeId();
      // When somebody else is faster, it is there all the same.
      desk.saver().save(Change.of(change, Item.first(ref, commented.saying(), change)));
    }
  }

  /** A wish to write to a comment. */
  public record At(Caller caller, String id, Optional<UUID> comment, Precondition precondition) {

    public At {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(comment, "comment");
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /** The comment with other words. */
  public Outcome<CommentView> update(At at, CommentForm form) {
    return desk.settle(change -> Round.with(words(at), kept -> update(at, kept, form, change)));
  }

  /** A comment that is still more than the place of its replies. */
  private Outcome<Discussion.Kept> words(At at) {
    return discussion
        .comment(at.caller(), at.id(), at.comment())
        .then(kept ->
            kept.comment().said().isEmpty()
                ? Outcome.refused(new Refusal.NotFound("comment"))
                : Outcome.done(kept));
  }

  private Round<CommentView> update(
      At at, Discussion.Kept kept, CommentForm form, ChangeId change) {
    Comment before = kept.comment();
    Optional<Refusal> refusal =
        author(at, before)
            .or(() -> precondition(at, before))
            .or(() -> readBack(kept, form.readBack()));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    String message = form.message().orElse(before.said().orElseThrow().message());
    Optional<String> path = form.path().orElse(before.path());
    if (message.equals(before.said().orElseThrow().message()) && path.equals(before.path())) {
      return Round.answer(kept.view());
    }
    Stamp now = desk.stamp(at.caller()).after(before.updated());
    Comment after = before.saying(message, path, now.at());
    return new Round.Save<>(
        Change.of(change, kept.item().next(after.saying(), change)),
        new CommentView(kept.found().assistant(), kept.found().draft(), after));
  }

  private static Optional<Refusal> author(At at, Comment comment) {
    return comment.isBy(at.caller().user())
        ? Optional.empty()
        : Optional.of(new Refusal.Forbidden("", "A comment is changed by its author alone."));
  }

  private Optional<Refusal> precondition(At at, Comment comment) {
    return desk.partPrecondition(
        at.precondition(),
        Optional.of(CommentView.tag(comment)),
        new Stamp(comment.updated(), comment.said().orElseThrow().author()));
  }

  private static Optional<Refusal> readBack(Discussion.Kept kept, JsonObject sent) {
    JsonObject shown = CommentView.show(kept.comment());
    Optional<Json> read = sent.get("updatedAt");
    return read.isPresent() && !read.equals(shown.get("updatedAt"))
        ? Optional.of(
            new Refusal.ChangedSinceRead(
                kept.found().assistant().live().revision(),
                ChangedPaths.NONE,
                kept.comment().updated(),
                kept.comment().said().orElseThrow().author()))
        : ReadBack.check(sent, shown);
  }

  /** The comment that was deleted: it is gone, or its place stays without words for its replies. */
  public Outcome<CommentView> delete(At at) {
    Outcome<CommentView> deleted =
        desk.settle(change -> Round.with(words(at), kept -> delete(at, kept, change)));
    if (deleted instanceof Outcome.Done<CommentView>(CommentView view)) {
      try {
        // The places go that have been kept for a reply which is gone now.
        new ClearEmptyPlaces(desk)
            .from(at.caller().tenant(), view.comment().parent(), at.caller().user());
      } catch (ApplicationException e) {
        // It is deleted all the same; a sweep takes them.
      }
    }
    return deleted;
  }

  private Round<CommentView> delete(At at, Discussion.Kept kept, ChangeId change) {
    Comment comment = kept.comment();
    Optional<Refusal> refusal = mayDelete(at, kept).or(() -> precondition(at, comment));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Stamp now = desk.stamp(at.caller()).after(comment.updated());
    if (comment.replies() == 0) {
      return new Round.Save<>(discussion.removal(kept.item(), now, change), kept.view());
    }
    return new Round.Save<>(
        Change.of(change, kept.item().next(comment.deleted(now.at()).saying(), change)),
        kept.view());
  }

  private static Optional<Refusal> mayDelete(At at, Discussion.Kept kept) {
    return kept.comment().isBy(at.caller().user()) || kept.found().level().allows(Level.ADMIN)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden("", "A comment is deleted by its author, or with level 3."));
  }
}
