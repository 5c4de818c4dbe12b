package dev.galley.rest.docs;

import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The API reference: the OpenAPI and AsyncAPI documents, the JSON Schemas of events, and Swagger
 * UI, whose files all come from this server. Needs no token.
 */
@Controller
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocsController {
  private static final String YAML = "application/yaml";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";

  private static final String SCHEMA = "application/schema+json";
  private static final Pattern SCHEMA_FILE =
      Pattern.compile("[a-z0-9]{1,60}(?:[.-][a-z0-9]{1,60}){0,9}\\.json");

  /**
   * Scripts and style sheets from here only. Swagger UI draws its icons from data URLs, and sets
   * style attributes.
   */
  private static final String UI_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Map<String, ClasspathFile> assets = new LinkedHashMap<>();
  private final ClasspathFile index;
  private final ClasspathFile openApi;
  private final Optional<ClasspathFile> asyncApi;

  DocsController() {
    index = need("galley/docs/index.html", "text/html; charset=utf-8");
    openApi = need("galley/openapi.yaml", YAML);
    asyncApi = ClasspathFile.find("galley/asyncapi.yaml", YAML);
    String ui = "META-INF/resources/webjars/swagger-ui/" + uiVersion() + '/';
    asset(ui, "swagger-ui.css", CSS);
    asset(ui, "swagger-ui-bundle.js", JAVASCRIPT);
    asset(ui, "favicon-32x32.png", MediaType.IMAGE_PNG);
    asset("galley/docs/", "galley.css", CSS);
    asset("galley/docs/", "galley-docs.js", JAVASCRIPT);
  }

  @Get("/")
  HttpResponse<byte[]> root() {
    return HttpResponse.<byte[]>temporaryRedirect(URI.create("/docs"));
  }

  @Get("/docs")
  HttpResponse<byte[]> docs(HttpRequest<?> request) {
    return index
        .answer(request, "no-cache")
        .header("Content-Security-Policy", UI_POLICY)
        .header("Referrer-Policy", "no-referrer");
  }

  @Get("/docs/assets/{name}")
  HttpResponse<byte[]> asset(HttpRequest<?> request, @PathVariable String name) {
    return Optional.ofNullable(assets.get(name))
        .orElseThrow(() -> missing("There is no such file."))
        .answer(request, "public, max-age=3600");
  }

  @Get("/openapi.yaml")
  HttpResponse<byte[]> openApi(HttpRequest<?> request) {
    return openApi.answer(request, "no-cache");
  }

  @Get("/asyncapi.yaml")
  HttpResponse<byte[]> asyncApi(HttpRequest<?> request) {
    return asyncApi
        .orElseThrow(() -> missing("This server publishes no events."))
        .answer(request, "no-cache");
  }

  @Get("/schemas/{file}")
  HttpResponse<byte[]> schema(HttpRequest<?> request, @PathVariable String file) {
    // The class path holds more than schemas: only a plain name may become a part of a resource's.
    return Optional.of(file)
        .filter(name -> SCHEMA_FILE.matcher(name).matches())
        .flatMap(name -> ClasspathFile.find("galley/schemas/" + name, SCHEMA))
        .orElseThrow(() -> missing("There is no schema of this name."))
        .answer(request, "public, max-age=3600");
  }

  private static RuntimeException missing(String detail) {
    return Problem.of(ProblemType.NOT_FOUND, detail).asException();
  }

  private void asset(String folder, String name, String mediaType) {
    assets.put(name, need(folder + name, mediaType));
  }

  private static ClasspathFile need(String resource, String mediaType) {
    return ClasspathFile.find(resource, mediaType)
        .orElseThrow(() -> new IllegalStateException(resource + " is not on the class path"));
  }

  private static String uiVersion() {
    String resource = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    try (InputStream in = DocsController.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the Swagger UI webjar is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
