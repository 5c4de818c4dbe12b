package dev.galley.bootstrap.command;

import dev.galley.bootstrap.command.GalleyClient.Answer;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings one assistant after the other to a server. Each begins with a look at what the server has,
 * so that an import can be cut off at any point and simply be run again.
 */
class AssistantImporter {
  private static final String ASSISTANTS = "/api/assistants";
  private static final int ATTEMPTS = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** So many faults in a row are not the fault of single lines. */
  private static final int FAULTS = 10;

  private final AtomicInteger faults = new AtomicInteger();
  final GalleyClient client;
  final Plan plan;
  private final Duration firstPause;

  AssistantImporter(GalleyClient client, Plan plan) {
    this(client, plan, Duration.ofMillis(500));
  }

  AssistantImporter(GalleyClient client, Plan plan, Duration firstPause) {
    this.client = client;
    this.plan = plan;
    this.firstPause = firstPause;
  }

  /**
   * What is the same for all lines.
   *
   * @param caller who imports, as far as that is known
   * @param update whether assistants that are there are changed
   * @param comment what commits say
   */
  record Plan(
      String ownerId,
      Optional<String> ownerType,
      Optional<String> caller,
      boolean shared,
      boolean update,
      String comment) {

    Plan {
      Objects.requireNonNull(ownerId, "ownerId");
    }
  }

  /** Thrown when it makes no sense to go on with other assistants. */
  static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hopeless(String reason) {
      super(reason);
    }
  }

  /** The server can not say now. */
  static final class NotNow extends Exception {
    private static final long serialVersionUID = 1L;
    private final Duration pause;

    NotNow(String reason, Duration pause) {
      super(reason);
      this.pause = pause;
    }
  }

  /** An answer that ends the work on an assistant. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /** What was begun before an answer was lost. */
  static final class Begun {
    /** Names the creation, however often it is sent. */
    final UUID key = UUID.randomUUID();

    boolean creation;
    boolean commit;
    String draft = "";
  }

  /**
   * By what else than its slug the server tells it from others; two of one import that have it in
   * common would overwrite each other.
   */
  Optional<String> identity(ImportedAssistant assistant) {
    return Optional.empty();
  }

  /**
   * Imports one assistant, with patience for a server that is busy.
   *
   * @throws Hopeless when the server does not answer, or refuses the token
   */
  ImportOutcome handle(ImportedAssistant wanted) throws InterruptedException {
    ImportedAssistant assistant = plan.shared() ? wanted.with("shared", Json.of(true)) : wanted;
    Begun begun = new Begun();
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        ImportOutcome outcome = round(assistant, begun);
        faults.set(0);
        return outcome;
      } catch (Refused e) {
        return new ImportOutcome.Failed(text(e));
      } catch (NotNow e) {
        if (attempt == ATTEMPTS) {
          throw new Hopeless(text(e));
        }
        Duration wanting = e.pause.compareTo(pause) > 0 ? e.pause : pause;
        Thread.sleep(wanting.compareTo(LONGEST_PAUSE) < 0 ? wanting : LONGEST_PAUSE);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static String text(Exception e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  ImportOutcome round(ImportedAssistant wanted, Begun begun)
      throws NotNow, Refused, InterruptedException {
    String name = plan.ownerId() + ':' + wanted.slug();
    Answer found = call(() -> client.get(ASSISTANTS + '/' + GalleyClient.segment(name)));
    return switch (found.status()) {
      case 200 -> compare(wanted, name, found.object(), begun);
      case 404 -> create(wanted, begun);
      default -> throw new Refused(found.reason());
    };
  }

  private ImportOutcome create(ImportedAssistant wanted, Begun begun)
      throws NotNow, Refused, InterruptedException {
    JsonObject body =
        JsonObject.builder()
            .putAll(wanted.fields())
            .put("slug", wanted.slug())
            .put("ownerId", plan.ownerId())
            .putIfPresent("ownerType", plan.ownerType())
            .build();
    boolean again = begun.creation;
    begun.creation = true;
    Answer answer = call(() -> client.post(ASSISTANTS, Optional.of(body), Optional.empty()));
    if (answer.status() == 201) {
      return new ImportOutcome.Created();
    }
    if (answer.status() == 409 && answer.code().equals("slug-taken") && !again) {
      // Somebody was faster; the next look sees it, unless it may not be seen.
      throw new NotNow(answer.reason(), Duration.ZERO);
    }
    throw new Refused(answer.reason());
  }

  private ImportOutcome compare(ImportedAssistant wanted, String name, JsonObject live, Begun begun)
      throws NotNow, Refused, InterruptedException {
    String actual = live.text("naturalId").orElse(name);
    if (!actual.equals(name)) {
      // An old name goes on pointing to an assistant that was moved or renamed.
      return new ImportOutcome.Different(List.of("naturalId, now " + actual));
    }
    List<String> differences = wanted.differences(live);
    if (differences.isEmpty()) {
      return begun.commit
          ? new ImportOutcome.Updated(List.of())
          : begun.creation ? new ImportOutcome.Created() : new ImportOutcome.Unchanged();
    }
    return plan.update()
        ? update(wanted, live, differences, begun)
        : new ImportOutcome.Different(differences);
  }

  private ImportOutcome update(
      ImportedAssistant wanted, JsonObject live, List<String> differences, Begun begun)
      throws NotNow, Refused, InterruptedException {
    String path = ASSISTANTS + '/' + live.text("id").orElseThrow();
    Answer opened = call(() -> client.post(path + "/_edit", Optional.empty(), Optional.empty()));
    if (opened.status() != 200 && opened.status() != 201) {
      throw new Refused(opened.reason());
    }
    JsonObject draft = opened.object();
    String draftId = draft.text("id").orElseThrow();
    boolean ours = opened.status() == 201 || begun.draft.equals(draftId);
    if (!ours && !isOurOwn(wanted, live, draft)) {
      throw new Refused(
          "there is an open draft of "
              + draft.text("updatedBy").orElse("somebody")
              + "; commit or discard it, then import again");
    }
    if (ours) {
      begun.draft = draftId;
    }
    if (!draft.get("base").equals(live.get("revision"))) {
      discard(ours, path, opened.tag());
      throw new Refused("conflict: live was changed meanwhile; import again");
    }
    Answer edited =
        call(() -> client.put(ASSISTANTS + '/' + draftId, wanted.fields(), opened.tag()));
    if (edited.status() == 412 || edited.status() == 409) {
      throw new Refused("conflict: " + edited.reason() + "; the draft was left as it is");
    }
    if (edited.status() != 200) {
      discard(ours, path, opened.tag());
      throw new Refused(edited.reason());
    }
    return commit(path, ours, edited.tag(), differences, begun);
  }

  private ImportOutcome commit(
      String path, boolean ours, Optional<String> tag, List<String> differences, Begun begun)
      throws NotNow, Refused, InterruptedException {
    begun.commit = true;
    JsonObject comment = JsonObject.builder().put("comment", plan.comment()).build();
    Answer committed = call(() -> client.post(path + "/draft/_commit", Optional.of(comment), tag));
    return switch (committed.status()) {
      case 200 -> new ImportOutcome.Updated(differences);
      case 409 -> {
        discard(ours, path, tag);
        throw new Refused("conflict: " + committed.reason());
      }
      case 412 ->
          throw new Refused("conflict: " + committed.reason() + "; the draft was left as it is");
      default -> throw new Refused(committed.reason());
    };
  }

  /** A draft that an earlier import was cut off in, or that its owner has done nothing in. */
  private boolean isOurOwn(ImportedAssistant wanted, JsonObject live, JsonObject draft) {
    return plan.caller().isPresent()
        && plan.caller().equals(draft.text("createdBy"))
        && plan.caller().equals(draft.text("updatedBy"))
        && (wanted.isWholeChange(live, draft) || ImportedAssistant.isUntouched(live, draft));
  }

  /** Takes back the draft that was opened here, unless somebody has written to it. */
  private void discard(boolean ours, String path, Optional<String> tag)
      throws NotNow, Refused, InterruptedException {
    if (ours) {
      Answer discarded = call(() -> client.delete(path + "/draft", tag));
      if (discarded.status() >= 400 && discarded.status() != 404) {
        throw new Refused("conflict: the draft could not be taken back: " + discarded.reason());
      }
    }
  }

  /** A request. */
  interface Call {
    Answer send() throws IOException, InterruptedException;
  }

  Answer call(Call call) throws NotNow, InterruptedException {
    Answer answer;
    try {
      answer = call.send();
    } catch (IOException e) {
      throw new NotNow("the server does not answer: " + describe(e), Duration.ZERO);
    }
    return switch (answer.status()) {
      case 401 -> throw new Hopeless("the token is refused: " + answer.reason());
      case 429, 502, 503, 504, 507 ->
          throw new NotNow(answer.reason(), Duration.ofSeconds(answer.retryAfter().orElse(0)));
      case 500 -> {
        if (faults.incrementAndGet() > FAULTS) {
          throw new Hopeless("the server fails again and again: " + answer.reason());
        }
        yield answer;
      }
      default -> answer;
    };
  }

  static String describe(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
