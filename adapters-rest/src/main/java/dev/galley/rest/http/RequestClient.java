package dev.galley.rest.http;

import dev.galley.application.assistant.ClientNames;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The client of the request that this thread works on. */
@Singleton
final class RequestClient implements ClientNames {

  @Override
  public Optional<String> current() {
    return ServerRequestContext.currentRequest().flatMap(ClientId::of);
  }
}
