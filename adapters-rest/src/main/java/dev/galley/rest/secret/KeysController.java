package dev.galley.rest.secret;

import dev.galley.application.secret.RotateKeys;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.Answers;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.http.RequestBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts new keys in the place of those by which secrets are sealed. */
@Controller("/api/admin/keys")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, Answers.HAL})
@ExecuteOn(TaskExecutors.BLOCKING)
final class KeysController {
  private static final Logger LOG = LoggerFactory.getLogger(KeysController.class);

  private final RotateKeys rotate;

  KeysController(RotateKeys rotate) {
    this.rotate = rotate;
  }

  @Post("/_rotate")
  HttpResponse<byte[]> rotate(HttpRequest<?> request, RequestBody body) {
    QueryReader.of(request).checkNothingElse();
    body.noFields();
    RotateKeys.Rotation done = Refusals.orThrow(rotate.handle());
    done.reasons().forEach(reason -> LOG.warn("Not rotated: {}", reason));
    return Answers.json(
            JsonObject.builder()
                .put("serverKey", done.serverKey())
                .put("tenants", done.tenants())
                .put("secrets", done.values())
                .put("locked", done.locked())
                .build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
