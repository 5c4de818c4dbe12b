package dev.galley.application.store;

import java.util.Optional;

/**
 * Makes the receipt for the request under way, when that came with an idempotency key. Whoever
 * takes requests implements it; the {@link Saver} asks.
 */
public interface Receipting {

  /** No request leaves a receipt. */
  Receipting NONE =
      new Receipting() {
        @Override
        public Optional<Receipt> receipt(Change change, Object answer) {
          return Optional.empty();
        }

        @Override
        public void kept(Receipt receipt) {}

        @Override
        public void saved() {}
      };

  /**
   * The receipt to be saved with a change; none when no key was sent, or the request has left its
   * receipt with an earlier change.
   *
   * @param answer what the use case will answer once the change is saved
   */
  Optional<Receipt> receipt(Change change, Object answer);

  /** Hears that the receipt is in the store, with its effect. */
  void kept(Receipt receipt);

  /** Hears that a change is in the store which the request asked for, with a receipt or without. */
  void saved();
}
