package dev.galley.application.token;

import dev.galley.application.assistant.AssistantView;
import dev.galley.application.assistant.FindAssistant;
import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.application.support.ShownOnce;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.item.Item;
import dev.galley.domain.token.ApiToken;
import dev.galley.domain.token.TokenText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Makes an API token of some of its creator's rights. */
public final class CreateToken {
  private final TokenDesk desk;

  public CreateToken(TokenDesk desk) {
    this.desk = desk;
  }

  /**
   * A token, with the only copy of its text.
   *
   * @param text the credential itself
   */
  public record Created(ApiToken token, String text) implements ShownOnce {

    public Created {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(text, "text");
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
      return "Created " + token.id();
    }
  }

  /** The token. Needs the permission {@value dev.galley.domain.token.Grant#CREATE}. */
  public Outcome<Created> handle(Caller caller, TokenForm form) {
    return assistant(caller, form)
        .then(assistant ->
            TokenDesk.maker(caller).then(maker -> withinRights(maker, form, assistant)));
  }

  private Outcome<Optional<UUID>> assistant(Caller caller, TokenForm form) {
    if (form.assistant().isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    return switch (new FindAssistant(desk.assistants()).handle(caller, form.assistant().get())) {
      case Outcome.Done<AssistantView>(AssistantView view) ->
          Outcome.done(Optional.of(view.assistant().id().value()));
      case Outcome.Refused<AssistantView> refused ->
          Outcome.refused(
              Refusal.Invalid.at("/assistantId", "must be an assistant that you can see"));
    };
  }

  private Outcome<Created> withinRights(Caller caller, TokenForm form, Optional<UUID> assistant) {
    List<FieldError> excess = form.grant().excess(caller);
    if (!excess.isEmpty()) {
      FieldError first = excess.getFirst();
      return Outcome.refused(new Refusal.Forbidden(first.pointer(), first.detail() + "."));
    }
    Credential.Delegated credential =
        new Credential.Delegated(desk.saver().ids().next(), form.readOnly(), assistant);
    String text = TokenText.of(desk.randomness().bytes(TokenText.RANDOM_BYTES));
    Instant now = desk.clock().instant();
    ApiToken token =
        new ApiToken(
            form.grant().bearer(caller, credential),
            ContentHash.ofText(text),
            form.name(),
            now,
            form.expires().orElse(now.plus(ApiToken.LIFE)),
            Optional.empty());
    return desk.saver().settle(change -> round(new Created(token, text), change));
  }

  private Round<Created> round(Created created, ChangeId change) {
    ApiToken token = created.token();
    if (!hasRoom(token)) {
      return Round.refused(new Refusal.TooManyTokens(desk.most()));
    }
    return new Round.Save<>(
        Change.of(change, Item.first(token.ref(), token.saying(), change)), created);
  }

  /** Tokens whose time is over make room when it is needed. */
  private boolean hasRoom(ApiToken token) {
    List<Item> kept = desk.kept(token.bearer().tenant(), token.user());
    if (kept.size() < desk.most()) {
      return true;
    }
    Instant now = desk.clock().instant();
    List<Item> over = kept.stream().filter(item -> TokenDesk.live(item, now).isEmpty()).toList();
    for (Item item : over) {
      ChangeId change = desk.saver().changeId();
      desk.saver().save(Change.of(change, item.remove(new Stamp(now, token.user()), change)));
    }
    return kept.size() - over.size() < desk.most();
  }
}
