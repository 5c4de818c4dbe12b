package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import java.util.Optional;

/** Reads the attachments of one kind, of an assistant or of its draft. */
public final class ReadAttachments<M> {
  private final AssistantDesk desk;
  private final AttachmentKind<M> kind;

  public ReadAttachments(AssistantDesk desk, AttachmentKind<M> kind) {
    this.desk = desk;
    this.kind = kind;
  }

  /** An attachment beside what it hangs on. */
  public record Placed<M>(AssistantView view, M member) {}

  /** All of them; the attachments of the view. Secrets are only for those who may write. */
  public Outcome<AssistantView> all(Caller caller, String id) {
    return desk.finder().target(caller, id).then(this::seen);
  }

  private Outcome<AssistantView> seen(Found found) {
    Optional<Refusal> refusal =
        kind.equals(AttachmentKind.SECRETS) ? Rights.write(found.level()) : Optional.empty();
    return refusal
        .<Outcome<AssistantView>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(desk.view(found)));
  }

  /** One of them. */
  public Outcome<Placed<M>> one(Caller caller, String id, String member) {
    return all(caller, id)
        .then(view ->
            kind.list().apply(view.content().attached()).stream()
                .filter(one -> kind.id().apply(one).equals(member))
                .findFirst()
                .<Outcome<Placed<M>>>map(one -> Outcome.done(new Placed<>(view, one)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound(kind.noun()))));
  }
}
