package dev.galley.rest.health;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers orchestrators: whether to restart this server, and whether to send it requests. */
@Controller("/health")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
  private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);

  private final List<ReadinessCheck> checks;
  private final List<HealthDetail> details;

  HealthController(List<ReadinessCheck> checks, List<HealthDetail> details) {
    this.checks = List.copyOf(checks);
    this.details = List.copyOf(details);
  }

  @Get("/liveness")
  HttpResponse<byte[]> liveness() {
    return answer(true, JsonObject.builder().put("status", status(true)).build());
  }

  @Get("/readiness")
  HttpResponse<byte[]> readiness() {
    boolean all = true;
    List<Json> results = new ArrayList<>();
    for (ReadinessCheck check : checks) {
      boolean ready = ready(check);
      all &= ready;
      results.add(
          JsonObject.builder().put("name", check.name()).put("status", status(ready)).build());
    }
    JsonObject.Builder more = JsonObject.builder();
    details.forEach(detail -> more.put(detail.name(), detail.value()));
    return answer(
        all,
        JsonObject.builder()
            .put("status", status(all))
            .put("checks", new JsonArray(results))
            .putIf(!details.isEmpty(), "details", more.build())
            .build());
  }

  private static boolean ready(ReadinessCheck check) {
    try {
      return check.ready();
    } catch (RuntimeException e) {
      LOG.warn("Readiness of {} could not be told", check.name(), e);
      return false;
    }
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private static HttpResponse<byte[]> answer(boolean up, JsonObject body) {
    return Answers.of(
            up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, MediaType.APPLICATION_JSON, body)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
