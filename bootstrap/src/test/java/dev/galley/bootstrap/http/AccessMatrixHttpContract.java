package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.bootstrap.http.AccessTable.Actor;
import dev.galley.bootstrap.http.AccessTable.Cell;
import dev.galley.bootstrap.http.AccessTable.Row;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Every operation of the API reference, tried by everybody; see {@link AccessTable}. Who may do
 * what is decided above the stores, so that memory and one database are enough.
 */
interface AccessMatrixHttpContract extends HttpContract {
  Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH");

  @Test
  default void everyOperationHasARow() {
    Map<String, Map<String, Map<String, Object>>> reference =
        new Yaml().load(galley().nobody().get("/openapi.yaml").expect(200).body());
    Set<String> operations = new TreeSet<>();
    Objects.requireNonNull(reference.get("paths"))
        .forEach((path, members) ->
            members.keySet().stream()
                .map(member -> member.toUpperCase(Locale.ROOT))
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method + ' ' + path)));

    // An operation may have several, with other queries.
    assertThat(AccessTable.ROWS.stream().map(Row::name).collect(Collectors.toSet()))
        .as("the rows of the access table")
        .isEqualTo(operations);
  }

  @Test
  default void everybodyGetsWhatTheTableSays() {
    AccessStage stage = new AccessStage(galley());
    List<String> wrong = new ArrayList<>();
    for (Row row : AccessTable.ROWS) {
      for (Actor actor : Actor.values()) {
        check(row.cell(actor), row, actor, stage.call(row, actor), wrong);
        if (row.ofAssistant()) {
          check(row.cellOfDraft(actor), row, actor, stage.callOfDraft(row, actor), wrong);
        }
      }
    }
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
  }

  @Test
  default void whatIsHiddenLooksJustLikeWhatIsNotThere() {
    AccessStage stage = new AccessStage(galley());
    for (Row row : AccessTable.ROWS) {
      for (Actor actor : Actor.values()) {
        if (row.cell(actor) == Cell.HIDDEN) {
          Answer absent = stage.callOfNothing(row, actor).isProblem(404, "not-found");
          List<Answer> answers =
              row.ofAssistant()
                  ? stage.names(actor).stream().map(id -> stage.call(row, actor, id)).toList()
                  : List.of(stage.call(row, actor));
          for (Answer answer : answers) {
            assertThat(seen(answer)).as("%s by %s", row.name(), actor).isEqualTo(seen(absent));
          }
        }
      }
    }
  }

  /** All that can be told apart, in its order, but for what a client has sent himself. */
  private static List<Object> seen(Answer answer) {
    JsonObject body = answer.object().without("instance");
    Map<String, List<String>> headers =
        answer.headers().map().entrySet().stream()
            .filter(header ->
                !Set.of("x-request-id", "date", "content-length").contains(header.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return List.of(answer.status(), List.copyOf(body.members().entrySet()), headers);
  }

  private static void check(Cell cell, Row row, Actor actor, Answer answer, List<String> wrong) {
    boolean right =
        switch (cell) {
          case LET_IN -> answer.status() < 400 || Set.of(409, 412, 422).contains(answer.status());
          case UNKNOWN ->
              is(answer, 401, "unauthenticated")
                  && answer.header("WWW-Authenticate").startsWith("Bearer");
          case NO_SEAT -> is(answer, 403, "ai-seat-required");
          case FORBIDDEN -> is(answer, 403, "forbidden");
          case RESTRICTED -> is(answer, 403, "token-restricted");
          case HIDDEN, ABSENT -> is(answer, 404, "not-found");
          case NO_DRAFT ->
              is(answer, 403, "forbidden")
                  || (is(answer, 404, "no-draft") && !answer.has("/lastDraft"));
        };
    if (!right) {
      wrong.add(row.kind() + " by " + actor + ": expected " + cell + " of " + answer);
    }
  }

  private static boolean is(Answer answer, int status, String code) {
    return answer.status() == status && answer.text("/code").equals(code);
  }
}
