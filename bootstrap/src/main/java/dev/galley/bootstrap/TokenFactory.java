package dev.galley.bootstrap;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Randomness;
import dev.galley.application.token.NoteTokenUse;
import dev.galley.application.token.RecogniseToken;
import dev.galley.application.token.TokenDesk;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What API tokens need, whichever store there is. */
@Factory
final class TokenFactory {
  private static final String NOTES = "token-notes";
  private static final int MOST_WAITING = 1_000;

  @Singleton
  Randomness randomness() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }

  @Singleton
  TokenDesk tokenDesk(
      AssistantDesk assistants,
      Saver saver,
      InstantSource clock,
      Randomness randomness,
      TokenSettings settings) {
    return new TokenDesk(assistants, saver, clock, randomness, settings.maxPerUser());
  }

  /** One thread: notes must not take the store from requests. What is too much is not noted. */
  @Singleton
  @Named(NOTES)
  @Bean(preDestroy = "shutdownNow")
  ExecutorService notes() {
    return new ThreadPoolExecutor(
        0,
        1,
        10,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_WAITING),
        Thread.ofPlatform().name(NOTES).daemon().factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Singleton
  RecogniseToken recogniseToken(
      Saver saver, InstantSource clock, @Named(NOTES) ExecutorService notes) {
    return new RecogniseToken(saver.aggregates(), clock, new NoteTokenUse(saver, notes));
  }
}
