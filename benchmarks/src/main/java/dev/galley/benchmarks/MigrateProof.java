package dev.galley.benchmarks;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.assistant.TokenChange;
import dev.galley.domain.content.JsonObject;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Many assistants, each with a draft and its history, go from PostgreSQL to MongoDB and back to
 * another PostgreSQL: the exports of both have to be the same bytes.
 */
final class MigrateProof {
  private static final TenantId TENANT = new TenantId("default");
  private static final Stamp STAMP = new Stamp(Instant.parse("2026-01-01T00:00:00Z"), "bench");

  private MigrateProof() {}

  static boolean run(Path data, Optional<String> uri, int assistants) throws Exception {
    Path from = data.resolve("from");
    Path back = data.resolve("back");
    long began = System.nanoTime();
    fill(from, assistants);
    say("made " + assistants + " assistants with drafts", began);
    try (MongoServer mongo = MongoServer.of(uri)) {
      Map<String, String> settings = Map.of("GALLEY_MONGO_URI", mongo.uri());
      Path before = data.resolve("before.jsonl");
      Path after = data.resolve("after.jsonl");
      run(settings, from, "export", before.toString(), "--from", "postgres");
      run(settings, from, "migrate", "--from", "postgres", "--to", "mongo");
      run(settings, back, "migrate", "--from", "mongo", "--to", "postgres");
      run(settings, back, "export", after.toString(), "--from", "postgres");
      long different = Files.mismatch(before, after);
      System.out.printf(
          "%s exports before and after: %d and %d bytes, %s%n",
          different < 0 ? "ok  " : "BAD ",
          Files.size(before),
          Files.size(after),
          different < 0 ? "the same" : "different from byte " + different + " on");
      return different < 0;
    }
  }

  private static void run(Map<String, String> settings, Path data, String... command)
      throws Exception {
    long began = System.nanoTime();
    String[] all = Arrays.copyOf(command, command.length + 2);
    all[command.length] = "--data-dir";
    all[command.length + 1] = data.toString();
    int status = Server.command(settings, all);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    say(String.join(" ", command), began);
  }

  private static void say(String what, long began) {
    System.out.printf("%s: %.0f s%n", what, (System.nanoTime() - began) / 1e9);
  }

  /** Saves through the domain in memory, and puts that into PostgreSQL. */
  private static void fill(Path data, int assistants) {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .environmentPropertySource(false)
            .properties(
                Map.of(
                    "galley.store.alone",
                    true,
                    "galley.store.kind",
                    "postgres",
                    "galley.data-dir",
                    data.toString()))
            .start()) {
      Archive target = context.getBean(Archive.class);
      int piece = 10_000;
      for (int first = 0; first < assistants; first += piece) {
        InMemoryStore store = new InMemoryStore(InstantSource.system());
        for (int i = first; i < Math.min(assistants, first + piece); i++) {
          save(store, i);
        }
        for (Part part : Part.values()) {
          List<Entry> page = store.archive().read(part, "", Archive.PAGE_ENTRIES);
          while (!page.isEmpty()) {
            target.write(part, page);
            page = store.archive().read(part, page.getLast().key(), Archive.PAGE_ENTRIES);
          }
        }
      }
    }
  }

  private static void save(InMemoryStore store, int number) {
    AssistantContent content = content(number, "You help customers with order " + number + '.');
    AssistantContent head = content(number, "You help customers kindly with order " + number + '.');
    ChangeId created = change(number, 1);
    var creation =
        Assistant.create(
            new Assistant.Birth(
                AssistantId.fromFresh(
                    new UUID(0x0190_0000_0000_7000L + number * 0x10000L, 1L << 62)),
                TENANT,
                Principal.user("bench"),
                Slug.of("assistant " + number),
                Optional.empty(),
                List.of(),
                Optional.empty()),
            new Assistant.Authored(content, content.snapshot().hash()),
            STAMP,
            created);
    Assistant assistant = creation.next();
    save(
        store,
        Change.of(created, creation)
            .with(content.snapshot())
            .with(new NameChange.Claim(assistant.naturalId().toString())));
    ChangeId opened = change(number, 2);
    var open = assistant.openDraft(STAMP, opened);
    save(store, Change.of(opened, open));
    ChangeId edited = change(number, 3);
    var edit =
        open.next()
            .editDraft(head.snapshot().hash(), new TokenChange.Keep(), STAMP, edited)
            .orElseThrow();
    save(store, Change.of(edited, edit).with(head.snapshot()));
  }

  private static void save(InMemoryStore store, Change change) {
    SaveOutcome outcome = store.aggregates().save(change);
    if (!(outcome instanceof SaveOutcome.Saved)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  private static ChangeId change(int number, int step) {
    return new ChangeId(new UUID(number, step));
  }

  private static AssistantContent content(int number, String instructions) {
    return AssistantContent.fromJson(
        JsonObject.builder()
            .put("name", "Assistant " + number)
            .put("description", "One of many, to be carried from store to store.")
            .put("instructions", instructions)
            .build());
  }
}
