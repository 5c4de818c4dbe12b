package dev.galley.mongo;

import java.util.function.Supplier;

/** The way to the server: one call is one exchange with it. Tests break it. */
interface Exchange {
  /** Nothing in between. */
  Exchange PLAIN =
      new Exchange() {
        @Override
        public <T> T run(Supplier<T> command) {
          return command.get();
        }
      };

  <T> T run(Supplier<T> command);
}
