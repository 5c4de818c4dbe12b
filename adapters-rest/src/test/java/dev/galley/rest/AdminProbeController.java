package dev.galley.rest;

import dev.galley.domain.access.Caller;
import dev.galley.domain.content.Json;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Stands where the operators' controllers will. */
@Controller("/api/admin/probe")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AdminProbeController {

  @Get
  HttpResponse<byte[]> get(Caller caller) {
    return Answers.json(Json.of(caller.user()));
  }
}
