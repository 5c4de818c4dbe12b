package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantRepresentation;
import dev.galley.application.chat.ChatView;
import dev.galley.application.chat.ReadUsage;
import dev.galley.application.chat.ReportMessage;
import dev.galley.domain.chat.Chat;
import dev.galley.domain.chat.Message;
import dev.galley.domain.chat.Usage;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Chats, counted messages and usage as answers. */
final class ChatAnswers {

  private ChatAnswers() {}

  static JsonObject chat(ChatView view) {
    Chat chat = view.chat();
    return JsonObject.builder()
        .put(
            "_links",
            JsonObject.builder()
                .put("self", Links.to(Links.chat(chat.id())))
                .put(
                    "inf:assistant",
                    Links.to(Links.assistant(view.assistant().naturalId().toString())))
                .build())
        .put("id", chat.id().toString())
        .put("assistantId", chat.assistant().value().toString())
        .put("username", chat.user())
        .put("createdAt", AssistantRepresentation.time(chat.begun().at()))
        .put("createdBy", chat.begun().by())
        .build();
  }

  static ExactJson reported(ReportMessage.Reported reported) {
    Message message = reported.report().message();
    JsonObject told =
        JsonObject.builder()
            .put("chatId", reported.chat().id().toString())
            .put("assistantId", reported.chat().assistant().value().toString())
            .put("username", reported.chat().user())
            .putOrNull("messageId", reported.report().messageId())
            .putOrNull("role", reported.report().role())
            .putOrNull("modelId", reported.report().modelId())
            .put("at", AssistantRepresentation.time(message.at()))
            .put("inputTokens", message.inputTokens())
            .put("outputTokens", message.outputTokens())
            .put("counted", reported.counted())
            .build();
    return ExactJson.of(told).with("cost", message.cost().amount());
  }

  static ExactJson usage(ReadUsage.Figures figures) {
    ExactJson usage =
        figures(ExactJson.EMPTY, figures.all())
            .with("from", day(figures.span().from()))
            .with("to", day(figures.span().to()));
    return figures.days().map(days -> usage.with("days", days(days))).orElse(usage);
  }

  private static Json day(Optional<LocalDate> day) {
    return day.<Json>map(there -> Json.of(there.toString())).orElse(Json.nothing());
  }

  private static List<ExactJson> days(SortedMap<LocalDate, Usage> days) {
    return days.entrySet().stream()
        .map(day ->
            figures(ExactJson.EMPTY.with("day", Json.of(day.getKey().toString())), day.getValue()))
        .toList();
  }

  private static ExactJson figures(ExactJson before, Usage usage) {
    return before
        .with("totalMessages", Json.of(usage.messages()))
        .with("totalChats", Json.of(usage.chats()))
        .with("totalCost", usage.cost())
        .with("activeUsers", Json.of(usage.activeUsers()))
        .with(
            "lastUsed",
            usage
                .lastUsed()
                .<Json>map(at -> Json.of(AssistantRepresentation.time(at)))
                .orElse(Json.nothing()))
        .with("totalInputTokens", new BigDecimal(usage.inputTokens()))
        .with("totalOutputTokens", new BigDecimal(usage.outputTokens()));
  }
}
