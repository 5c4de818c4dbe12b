package dev.galley.bootstrap.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * All figures in Prometheus' text format. Needs no token: there is nothing of any tenant among
 * them.
 */
@Controller("/prometheus")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
  private static final MediaType FORMAT = MediaType.of("text/plain; version=0.0.4; charset=utf-8");

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Get
  HttpResponse<String> scrape() {
    return HttpResponse.ok(registry.scrape())
        .contentType(FORMAT)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
