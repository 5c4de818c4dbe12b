package dev.galley.bootstrap;

import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.AttachFile;
import dev.galley.application.assistant.ClearParts;
import dev.galley.application.assistant.FileBytes;
import dev.galley.application.assistant.SecretMaker;
import dev.galley.application.secret.Envelope;
import dev.galley.application.secret.RotateKeys;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.Ids;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** What the files and secrets of assistants need, whichever store there is. */
@Factory
final class AttachmentFactory {

  @Singleton
  FileBytes fileBytes(
      Aggregates aggregates, Snapshots snapshots, Saver saver, InstantSource clock) {
    return new FileBytes(aggregates, snapshots, saver, clock);
  }

  @Singleton
  AttachFile attachFile(AssistantDesk desk, FileBytes bytes) {
    return new AttachFile(desk, bytes);
  }

  @Singleton
  SecretVault secretVault(
      Aggregates aggregates, Saver saver, InstantSource clock, Envelope envelope) {
    return new SecretVault(aggregates, saver, clock, envelope);
  }

  @Singleton
  SecretMaker secretMaker(SecretVault vault, Ids ids) {
    return new SecretMaker(vault, ids);
  }

  @Singleton
  RotateKeys rotateKeys(Aggregates aggregates, Saver saver, Envelope envelope) {
    // What was interrupted is not done because its first step was.
    return new RotateKeys(aggregates, saver.withoutReceipts(), envelope);
  }

  @Singleton
  ClearParts clearParts(
      AssistantDesk desk,
      Aggregates aggregates,
      @Value("${galley.store.snapshot-grace:1h}") Duration grace) {
    return new ClearParts(desk, aggregates, grace);
  }
}
