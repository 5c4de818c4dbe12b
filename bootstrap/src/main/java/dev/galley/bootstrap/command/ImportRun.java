package dev.galley.bootstrap.command;

import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the files line by line and imports a few lines at a time. */
final class ImportRun {
  /** So many lines that no agent could be read of are named. */
  private static final int NAMED = 10;

  /** The reader counts lines too, and has been given one. */
  private static final Pattern WITHIN = Pattern.compile(" at line \\d+, (?=column \\d+$)");

  private final AssistantImporter importer;
  private final AgentFormat format;
  private final ImportProgress progress;
  private final int jobs;

  /** Where each slug was first seen. */
  private final Map<String, String> places = new HashMap<>();

  /** Where each identity beside the slug was first seen. */
  private final Map<String, String> twins = new HashMap<>();

  private final Object guard = new Object();
  private Tally tally = new Tally(0, 0, 0, 0, 0, 0);
  private int unreadable;
  private @Nullable String hopeless;

  ImportRun(AssistantImporter importer, AgentFormat format, ImportProgress progress, int jobs) {
    this.importer = importer;
    this.format = format;
    this.progress = progress;
    this.jobs = jobs;
  }

  /** How many lines came to what; {@code untried} were under way when hope ended. */
  record Tally(
      long created, long unchanged, long different, long updated, long failed, long untried) {

    long done() {
      return created + unchanged + different + updated + failed + untried;
    }

    boolean isGood() {
      return failed == 0 && untried == 0;
    }

    private Tally plus(ImportOutcome outcome) {
      return switch (outcome) {
        case ImportOutcome.Created one ->
            new Tally(created + 1, unchanged, different, updated, failed, untried);
        case ImportOutcome.Unchanged one ->
            new Tally(created, unchanged + 1, different, updated, failed, untried);
        case ImportOutcome.Different one ->
            new Tally(created, unchanged, different + 1, updated, failed, untried);
        case ImportOutcome.Updated one ->
            new Tally(created, unchanged, different, updated + 1, failed, untried);
        case ImportOutcome.Failed one ->
            new Tally(created, unchanged, different, updated, failed + 1, untried);
      };
    }

    private Tally plusUntried() {
      return new Tally(created, unchanged, different, updated, failed, untried + 1);
    }
  }

  /** The result, and why the run ended before its files did, if it did. */
  record Result(Tally tally, @Nullable String hopeless) {}

  Result run(List<Path> files) throws IOException, InterruptedException {
    Semaphore free = new Semaphore(jobs);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Path file : files) {
        try (LineSource lines = LineSource.open(file)) {
          LineSource.@Nullable Line line = lines.next();
          while (line != null && !isHopeless()) {
            String place = file + ":" + line.number();
            @Nullable ImportedAssistant assistant = read(line, place);
            if (assistant != null) {
              // Taken before the next line is read, so that memory holds a few lines only.
              free.acquire();
              workers.execute(() -> {
                try {
                  bring(assistant, place);
                } finally {
                  free.release();
                }
              });
            }
            line = lines.next();
          }
        }
      }
    }
    synchronized (guard) {
      if (unreadable > NAMED) {
        progress.say("... and " + (unreadable - NAMED) + " more lines that could not be read");
      }
      progress.end();
      return new Result(tally, hopeless);
    }
  }

  private @Nullable ImportedAssistant read(LineSource.Line line, String place) {
    try {
      Json json = line.json();
      if (!(json instanceof JsonObject object)) {
        throw InvalidContent.at(JsonPointer.ROOT, "must be an object, not " + json.typeName());
      }
      ImportedAssistant assistant = format.read(object);
      String earlier = places.putIfAbsent(assistant.slug(), place);
      if (earlier != null) {
        throw InvalidContent.at("/identifier", "was in " + earlier + " already");
      }
      @Nullable String twin =
          importer.identity(assistant).map(same -> twins.putIfAbsent(same, place)).orElse(null);
      if (twin != null) {
        // Left as it is, whatever --update says: each would undo what the other has done.
        finish(
            place,
            assistant.slug(),
            new ImportOutcome.Different(List.of("it has the name and description of " + twin)));
        return null;
      }
      synchronized (guard) {
        assistant.notes().forEach(note -> progress.say(place + ": note: " + note));
      }
      return assistant;
    } catch (InvalidContent e) {
      String reason =
          e.errors().stream()
              .map(error ->
                  (error.pointer().isEmpty() ? "the line" : error.pointer())
                      + " "
                      + WITHIN.matcher(error.detail()).replaceFirst(" at "))
              .collect(Collectors.joining("; "));
      finish(place, "", new ImportOutcome.Failed(reason));
      return null;
    }
  }

  private void bring(ImportedAssistant assistant, String place) {
    try {
      if (isHopeless()) {
        untried();
      } else {
        finish(place, assistant.slug(), importer.handle(assistant));
      }
    } catch (AssistantImporter.Hopeless e) {
      giveUp(e.getMessage());
      untried();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp("interrupted");
      untried();
    } catch (RuntimeException e) {
      finish(place, assistant.slug(), new ImportOutcome.Failed("unexpected: " + e));
    }
  }

  private void finish(String place, String slug, ImportOutcome outcome) {
    String what = place + ": " + (slug.isEmpty() ? "" : slug + ": ");
    synchronized (guard) {
      tally = tally.plus(outcome);
      switch (outcome) {
        case ImportOutcome.Failed(String reason) -> {
          if (!slug.isEmpty() || ++unreadable <= NAMED) {
            progress.say(what + "failed: " + reason);
          }
        }
        case ImportOutcome.Different(List<String> fields) ->
            progress.say(what + "different: " + String.join(", ", fields));
        case ImportOutcome.Updated(List<String> fields) ->
            progress.say(what + "updated: " + String.join(", ", fields));
        case ImportOutcome.Created one -> {}
        case ImportOutcome.Unchanged one -> {}
      }
      progress.done(tally.done(), tally.failed());
    }
  }

  private void untried() {
    synchronized (guard) {
      tally = tally.plusUntried();
    }
  }

  private void giveUp(@Nullable String reason) {
    synchronized (guard) {
      if (hopeless == null) {
        hopeless = reason == null ? "no reason given" : reason;
      }
    }
  }

  private boolean isHopeless() {
    synchronized (guard) {
      return hopeless != null;
    }
  }
}
