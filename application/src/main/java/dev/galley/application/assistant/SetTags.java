package dev.galley.application.assistant;

import dev.galley.application.assistant.ContentEditor.Edited;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import java.util.List;
import java.util.Objects;

/** Replaces the tags of an assistant or of its draft. */
public final class SetTags {
  private final AssistantDesk desk;

  public SetTags(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, List<String> tags, Precondition precondition) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      tags = List.copyOf(tags);
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /**
   * Reads the tags of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static List<String> read(Json body, Limits limits) {
    return BodyReader.texts(body, limits.tags(), limits.tag(), true);
  }

  /** The state after it. */
  public Outcome<AssistantView> handle(Command command) {
    return new ContentEditor(desk)
        .edit(
            command.caller(),
            command.id(),
            command.precondition(),
            (found, current) ->
                Outcome.done(Edited.content(found, current.withTags(command.tags()), Boolean.TRUE)))
        .map(ContentEditor.Result::view);
  }
}
