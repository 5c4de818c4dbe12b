package dev.galley.rest.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the {@link RequestBody}. */
@Singleton
final class RequestBodyBinder implements TypedRequestArgumentBinder<RequestBody> {
  private final RestLimits limits;

  RequestBodyBinder(RestLimits limits) {
    this.limits = limits;
  }

  @Override
  public Argument<RequestBody> argumentType() {
    return Argument.of(RequestBody.class);
  }

  @Override
  public BindingResult<RequestBody> bind(
      ArgumentConversionContext<RequestBody> context, HttpRequest<?> source) {
    RequestBody body = RequestBody.of(source, limits);
    return () -> Optional.of(body);
  }
}
