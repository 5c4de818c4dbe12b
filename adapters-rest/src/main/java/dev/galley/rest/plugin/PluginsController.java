package dev.galley.rest.plugin;

import dev.galley.application.assistant.AttachFile;
import dev.galley.application.plugin.PluginRefused;
import dev.galley.application.plugin.PluginReport;
import dev.galley.application.plugin.Plugins;
import dev.galley.application.support.Refusal;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Links;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.FileUpload;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.TakesFile;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** What plugins there are on this server, how they do, and, where that is allowed, new ones. */
@Controller(PluginsController.PATH)
@Requires(beans = Plugins.class)
@Consumes(MediaType.ALL)
@Produces({Answers.HAL, MediaType.APPLICATION_JSON})
@ExecuteOn(TaskExecutors.BLOCKING)
final class PluginsController {
  static final String PATH = "/api/admin/plugins";
  private static final String SIGNATURE = "Galley-Plugin-Signature";
  private static final int CHUNK = 64 * 1024;

  private final Plugins plugins;
  private final PluginDoor door;

  PluginsController(Plugins plugins, PluginDoor door) {
    this.plugins = plugins;
    this.door = door;
  }

  @Get
  HttpResponse<byte[]> list(HttpRequest<?> request) {
    QueryReader.of(request).checkNothingElse();
    List<Json> all = plugins.all().stream().<Json>map(PluginsController::shown).toList();
    return uncached(
        HttpStatus.OK,
        JsonObject.builder()
            .put("_links", JsonObject.builder().put("self", Links.to(PATH)).build())
            .put("upload", door.open())
            .put("count", all.size())
            .put("_embedded", JsonObject.builder().put("inf:plugin", new JsonArray(all)).build())
            .build());
  }

  @Get("/{pluginId}")
  HttpResponse<byte[]> get(HttpRequest<?> request, @PathVariable String pluginId) {
    QueryReader.of(request).checkNothingElse();
    return uncached(
        HttpStatus.OK,
        plugins.all().stream()
            .filter(report -> report.id().equals(Optional.of(pluginId)))
            .min((one, other) -> one.state().compareTo(other.state()))
            .map(PluginsController::shown)
            .orElseThrow(PluginsController::notFound));
  }

  @Post
  @TakesFile
  HttpResponse<byte[]> install(HttpRequest<?> request) {
    QueryReader.of(request).checkNothingElse();
    checkOpen();
    byte[] jar;
    try (FileUpload upload = FileUpload.of(request)) {
      jar = bytes(upload.part());
    }
    Optional<String> signature =
        request.getHeaders().getFirst(SIGNATURE).map(String::strip).filter(s -> !s.isEmpty());
    PluginReport report = refusing(() -> plugins.install(jar, signature));
    return Answers.of(HttpStatus.CREATED, Answers.HAL, shown(report))
        .header(HttpHeaders.LOCATION, path(report.id().orElse("")))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Delete("/{pluginId}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> remove(HttpRequest<?> request, @PathVariable String pluginId) {
    QueryReader.of(request).checkNothingElse();
    checkOpen();
    if (!refusing(() -> plugins.remove(pluginId))) {
      throw notFound();
    }
    return HttpResponse.noContent();
  }

  private void checkOpen() {
    if (!door.open()) {
      throw Problem.of(
              ProblemType.PLUGIN_UPLOAD_OFF,
              "This server takes no plugins over HTTP: galley.plugins.upload is false.")
          .asException();
    }
  }

  private byte[] bytes(AttachFile.Part part) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] next = part.bytes().next(CHUNK); next.length > 0; next = part.bytes().next(CHUNK)) {
      all.writeBytes(next);
      if (all.size() > door.maxBytes()) {
        throw new InvalidContent(
            List.of(new FieldError("/file", "must have at most " + door.maxBytes() + " bytes")));
      }
    }
    return all.toByteArray();
  }

  private interface Deed<T> {
    T done();
  }

  private static <T> T refusing(Deed<T> deed) {
    try {
      return deed.done();
    } catch (PluginRefused refused) {
      throw Problem.of(ProblemType.PLUGIN_REFUSED, refused.reason()).asException();
    }
  }

  private static RuntimeException notFound() {
    return Refusals.problem(new Refusal.NotFound("plugin")).asException();
  }

  private static HttpResponse<byte[]> uncached(HttpStatus status, JsonObject body) {
    return Answers.of(status, Answers.HAL, body).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String path(String id) {
    return PATH + '/' + Links.segment(id);
  }

  private static JsonObject shown(PluginReport report) {
    JsonObject.Builder json = JsonObject.builder();
    report
        .id()
        .ifPresent(
            id -> json.put("_links", JsonObject.builder().put("self", Links.to(path(id))).build()));
    return json.putOrNull("id", report.id())
        .putOrNull("version", report.version())
        .put("file", report.file())
        .putOrNull("sha256", report.sha256())
        .put("state", report.state().wireName())
        .putOrNull("reason", report.reason())
        .put("builtIn", report.builtIn())
        .putOrNull("publisher", report.publisher())
        .put("allowed", report.allowed())
        .put("templates", JsonArray.ofTexts(report.templates()))
        .put("gates", JsonArray.ofTexts(report.gates()))
        .put("failures", report.failures())
        .build();
  }
}
