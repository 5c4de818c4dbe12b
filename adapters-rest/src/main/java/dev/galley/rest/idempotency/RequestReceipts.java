package dev.galley.rest.idempotency;

import dev.galley.application.store.Change;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.Receipting;
import dev.galley.rest.http.Saved;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the receipt of the request that this thread works on, and notes that it has saved. */
@Singleton
final class RequestReceipts implements Receipting {
  private final InstantSource clock;

  RequestReceipts(InstantSource clock) {
    this.clock = clock;
  }

  private static Optional<Attempt> current() {
    return ServerRequestContext.currentRequest().flatMap(Attempt::in);
  }

  @Override
  public Optional<Receipt> receipt(Change change, Object answer) {
    return current()
        .filter(attempt -> attempt.kept().isEmpty())
        .map(attempt -> attempt.receipt(Made.of(change, answer), clock.instant()));
  }

  @Override
  public void saved() {
    Saved.note();
  }

  @Override
  public void kept(Receipt receipt) {
    current().ifPresent(attempt -> attempt.keep(receipt));
  }
}
