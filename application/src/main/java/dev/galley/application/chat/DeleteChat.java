package dev.galley.application.chat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.item.Item;
import java.util.Optional;
import java.util.UUID;

/** Deletes a chat of the caller's; what was used in it stays in the figures. */
public final class DeleteChat {
  private final ChatDesk desk;

  public DeleteChat(ChatDesk desk) {
    this.desk = desk;
  }

  /** The chat, which is gone. */
  public Outcome<Chat> handle(Caller caller, UUID id) {
    return desk.own(caller, id)
        .then(view -> {
          new CountChats(desk).count(view.chat().ref());
          return desk.saver()
              .settle(change -> {
                Optional<Item> there = desk.stored(caller.tenant(), id);
                return there.isEmpty()
                    ? Round.refused(ChatDesk.notFound())
                    : new Round.Save<>(
                        Change.of(change, there.get().remove(desk.stamp(caller), change)),
                        view.chat());
              });
        });
  }
}
