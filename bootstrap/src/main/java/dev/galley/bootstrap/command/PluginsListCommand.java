package dev.galley.bootstrap.command;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code galley plugins list}: which plugins a server has, and how they do. */
@Command(
    name = "list",
    description = {"List the plugins of a running server.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n")
final class PluginsListCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Surroundings surroundings;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin HelpOption help = new HelpOption();

  PluginsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Target target = server.target(LocalUser.operator(surroundings), surroundings);
    try (GalleyClient client = new GalleyClient(target.url(), target.token(), TIMEOUT)) {
      GalleyClient.Answer answer = client.get("/api/admin/plugins");
      if (answer.status() != 200) {
        throw CommandFailure.failed("The plugins can't be listed: " + answer.reason());
      }
      plugins(answer.object()).forEach(plugin -> surroundings.out().println(line(plugin)));
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The server " + target.url() + " does not answer: " + AssistantImporter.describe(e));
    }
  }

  private static Stream<JsonObject> plugins(JsonObject list) {
    return list
        .get("_embedded")
        .map(JsonObject.class::cast)
        .flatMap(embedded -> embedded.get("inf:plugin"))
        .map(JsonArray.class::cast)
        .map(JsonArray::items)
        .orElse(List.of())
        .stream()
        .map(JsonObject.class::cast);
  }

  private static String line(JsonObject plugin) {
    String name = plugin.text("id").or(() -> plugin.text("file")).orElse("");
    String brings =
        Stream.of("templates", "gates")
            .flatMap(kind -> plugin.get(kind).stream())
            .flatMap(items -> ((JsonArray) items).items().stream())
            .map(PluginsListCommand::text)
            .collect(Collectors.joining(", "));
    boolean builtIn = plugin.get("builtIn").filter(JsonBoolean.TRUE::equals).isPresent();
    Stream<String> about =
        builtIn
            ? Stream.empty()
            : Stream.concat(
                plugin.text("file").filter(file -> !file.equals(name)).stream(),
                plugin
                    .text("publisher")
                    .map(by -> "signed by " + by)
                    // Of what could not be read nobody knows.
                    .or(() -> plugin.text("id").map(id -> "unsigned"))
                    .stream());
    String origin = about.collect(Collectors.joining(", "));
    return "%-9s  %-28s %-8s %s%s"
        .formatted(
            plugin.text("state").orElse(""),
            name,
            plugin.text("version").orElse("-"),
            plugin.text("reason").orElse(brings),
            origin.isEmpty() ? "" : " (" + origin + ')');
  }

  private static String text(Json json) {
    return json instanceof JsonString(String text) ? text : "";
  }
}
