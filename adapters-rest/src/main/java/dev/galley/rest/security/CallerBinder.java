package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the {@link Caller} whom the filter let in. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
  @Override
  public Argument<Caller> argumentType() {
    return Argument.of(Caller.class);
  }

  @Override
  public BindingResult<Caller> bind(
      ArgumentConversionContext<Caller> context, HttpRequest<?> source) {
    Caller caller =
        Callers.of(source)
            .orElseThrow(() ->
                new IllegalStateException(
                    "a controller on an open path asks for the caller: " + source.getPath()));
    return () -> Optional.of(caller);
  }
}
