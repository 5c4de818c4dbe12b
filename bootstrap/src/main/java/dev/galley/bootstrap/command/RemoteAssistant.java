package dev.galley.bootstrap.command;

import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.content.Json;
import java.io.IOException;
import java.time.Duration;

/** One assistant of a server, to be read. */
final class RemoteAssistant implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String ID_RULE = "an id, or a natural id such as team:sales-assistant";

  private final String id;
  private final Target target;
  private final GalleyClient client;

  private RemoteAssistant(String id, Target target) {
    this.id = id;
    this.target = target;
    this.client = new GalleyClient(target.url(), target.token(), TIMEOUT);
  }

  /**
   * The assistant of that id on the server that is meant. Nothing is asked yet.
   *
   * @throws CommandFailure when it is no id, or there is no server
   */
  static RemoteAssistant of(String id, ServerOptions options, Surroundings surroundings) {
    if (AssistantKey.parse(id).isEmpty()) {
      throw CommandFailure.setting("<assistant>", id, ID_RULE);
    }
    return new RemoteAssistant(id, options.target(LocalUser.admin(surroundings), surroundings));
  }

  /**
   * What lies below the assistant.
   *
   * @param rest path and query behind the id
   * @param mediaType the form that is wanted
   * @throws CommandFailure when it can't be had, with the server's reason
   */
  Json get(String rest, String mediaType) throws InterruptedException {
    GalleyClient.Answer answer;
    try {
      answer = client.get("/api/assistants/" + GalleyClient.segment(id) + rest, mediaType);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The server " + target.url() + " does not answer: " + AssistantImporter.describe(e));
    }
    return switch (answer.status()) {
      case 200 -> answer.body();
      case 401 ->
          throw CommandFailure.failed(
              "The server " + target.url() + " refuses the token: " + answer.reason());
      default -> {
        if (answer.code().isEmpty()) {
          throw CommandFailure.failed(
              "At " + target.url() + " there is no Galley: status " + answer.status() + ".");
        }
        throw CommandFailure.failed(id + ": " + answer.reason());
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
