package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.UUID;

/**
 * A change of an assistant in the making.
 *
 * @param id an id of its own, different from that of the assistant and of its earlier drafts
 * @param base the number of the revision that it started from
 * @param baseContent that revision's content
 * @param head its current content
 * @param seqNo the history entry that is the head
 * @param lastSeqNo the newest history entry
 * @param token what its commit will do to the token
 */
public record Draft(
    UUID id,
    long base,
    ContentHash baseContent,
    ContentHash head,
    long seqNo,
    long lastSeqNo,
    TokenChange token,
    Stamp opened,
    Stamp updated) {

  public Draft {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(baseContent, "baseContent");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(opened, "opened");
    Objects.requireNonNull(updated, "updated");
  }

  static Draft openFrom(UUID id, Live live, Stamp stamp) {
    return new Draft(
        id,
        live.revision(),
        live.content(),
        live.content(),
        1,
        1,
        new TokenChange.Keep(),
        stamp,
        stamp);
  }

  HistoryEntry entry() {
    return new HistoryEntry(id, seqNo, head, updated);
  }

  Draft edited(ContentHash content, TokenChange change, Stamp stamp) {
    boolean same = content.equals(head);
    return new Draft(
        id,
        base,
        baseContent,
        content,
        same ? seqNo : lastSeqNo + 1,
        same ? lastSeqNo : lastSeqNo + 1,
        token.then(change),
        opened,
        stamp);
  }
}
