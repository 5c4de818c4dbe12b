package dev.galley.application.chat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.item.Item;
import java.util.Objects;
import java.util.Optional;

/** Begins a chat with an assistant, for the caller or for somebody whom he reports for. */
public final class BeginChat {
  private static final int LONGEST_ID = 287;

  private final ChatDesk desk;

  public BeginChat(ChatDesk desk) {
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param assistant the id of the assistant or of its draft
   * @param user whose chat it is to be; the caller's when absent
   */
  public record Wish(String assistant, Optional<String> user) {

    public Wish {
      Objects.requireNonNull(assistant, "assistant");
      Objects.requireNonNull(user, "user");
    }

    /**
     * Reads the body of a POST.
     *
     * @throws InvalidContent with everything that is wrong
     */
    public static Wish read(JsonObject body) {
      BodyReader reader = new BodyReader(body);
      if (!reader.sent("assistantId")) {
        reader.error("assistantId", "is required");
      }
      Optional<String> assistant = reader.text("assistantId", false, 1, LONGEST_ID);
      Optional<String> user = reader.text("username", true, 1, Identifiers.MAX_LENGTH);
      if (user.isPresent()
          && user.get().codePointCount(0, user.get().length()) <= Identifiers.MAX_LENGTH
          && !user.get().isBlank()
          && !Identifiers.valid(user.get())) {
        reader.error("username", "must be " + Identifiers.RULE);
      }
      reader.finish();
      return new Wish(assistant.orElseThrow(), user);
    }
  }

  /** The chat. For others it needs the permission {@value Caller#REPORT_CHATS}. */
  public Outcome<ChatView> handle(Caller caller, Wish wish) {
    Outcome<ChatView> begun =
        desk.saver()
            .settle(change ->
                Round.with(
                    desk.assistant(caller, wish.assistant()),
                    assistant -> {
                      String user = wish.user().orElse(caller.user());
                      if (!user.equals(caller.user())
                          && !ChatDesk.mayReportForOthers(caller, assistant)) {
                        return Round.refused(
                            new Refusal.Forbidden(
                                "/username",
                                "Beginning chats for others needs the permission "
                                    + Caller.REPORT_CHATS
                                    + "."));
                      }
                      Chat chat = fresh(caller, assistant, user);
                      return new Round.Save<>(
                          Change.of(change, Item.first(chat.ref(), chat.saying(), change)),
                          new ChatView(chat, assistant));
                    }));
    return begun.map(this::counted);
  }

  private Chat fresh(Caller caller, Assistant assistant, String user) {
    return new Chat(
        caller.tenant(),
        desk.saver().ids().next(),
        assistant.id(),
        user,
        desk.stamp(caller),
        false);
  }

  private ChatView counted(ChatView begun) {
    try {
      new CountChats(desk).count(begun.chat().ref());
    } catch (ApplicationException e) {
      // The chat has begun, whatever becomes of the figures now: the sweep counts it.
    }
    return begun;
  }
}
