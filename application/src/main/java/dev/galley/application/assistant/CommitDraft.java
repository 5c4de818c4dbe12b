package dev.galley.application.assistant;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Authored;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.CommitDecision;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Reference;
import dev.galley.domain.content.Selection;
import dev.galley.domain.content.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes a draft: live becomes its head, and the draft is gone, in one step. Or some of its
 * changes: live gets these, and the draft goes on with the others.
 */
public final class CommitDraft {
  private static final int MAX_PATHS = 10_000;
  private static final int MAX_PATH = 100_000;

  private final AssistantDesk desk;
  private final SkillCatalog catalog;
  private final CommitGates gates;
  private final SecretMaker secrets;

  public CommitDraft(
      AssistantDesk desk, SkillCatalog catalog, CommitGates gates, SecretMaker secrets) {
    this.desk = desk;
    this.catalog = catalog;
    this.gates = gates;
    this.secrets = secrets;
  }

  /**
   * What is live after it; the same as before when nothing was to be committed.
   *
   * @param warnings what the gates have found that did not stop it
   * @param valueless the secrets that it has and that have no value
   */
  public record Committed(AssistantView live, List<GateFinding> warnings, List<Secret> valueless) {

    public Committed {
      Objects.requireNonNull(live, "live");
      warnings = List.copyOf(warnings);
      valueless = List.copyOf(valueless);
    }
  }

  /**
   * What a request says about the commit.
   *
   * @param comment what the revision says about itself
   * @param paths the Galley paths of the changes that are chosen; all when absent
   */
  public record Wish(Optional<String> comment, Optional<List<String>> paths) {

    public Wish {
      Objects.requireNonNull(comment, "comment");
      paths = paths.map(List::copyOf);
    }
  }

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Wish read(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    Wish wish =
        new Wish(
            reader.text("comment", true, 0, limits.comment()),
            reader.texts(PATHS, true, MAX_PATHS, MAX_PATH, false));
    reader.finish();
    return wish;
  }

  private static final String PATHS = "paths";

  /**
   * What is asked for.
   *
   * @param force whether to commit although live has moved past the base
   * @param expectedRevision the live revision that a forced commit goes over, as an earlier refusal
   *     has named it
   */
  public record Command(
      Caller caller,
      String id,
      Precondition precondition,
      boolean force,
      OptionalLong expectedRevision,
      Wish wish) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(expectedRevision, "expectedRevision");
      Objects.requireNonNull(wish, "wish");
      if (force && wish.paths().isPresent()) {
        throw new IllegalArgumentException("force: with paths (expected: one of the two)");
      }
    }
  }

  /** Commits, unless the gates or the state of things stand against it. */
  public Outcome<Committed> handle(Command command) {
    GateReview review = new GateReview(gates);
    return desk.settle(change ->
        Round.with(
            desk.finder().draft(command.caller(), command.id()),
            found -> round(command, found, change, review)));
  }

  private Round<Committed> round(Command command, Found found, ChangeId change, GateReview review) {
    Assistant assistant = found.assistant();
    AssistantContent live = desk.contents().get(assistant.tenant(), assistant.live().content());
    AssistantContent head = desk.contents().get(assistant.tenant(), found.content());
    Optional<Refusal> refusal =
        Rights.write(found.level())
            .or(() -> opening(command.wish(), live, head, found.level()))
            .or(() -> desk.precondition(command.precondition(), found))
            .or(() -> unnamedForce(command));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Optional<List<String>> paths = command.wish().paths();
    return paths.isEmpty()
        ? commit(command, found, live, head, change, review)
        : choose(command, paths.get(), found, live, head, change, review);
  }

  /** A commit opens the assistant to everyone when it takes that over from the draft. */
  private static Optional<Refusal> opening(
      Wish wish, AssistantContent live, AssistantContent head, Level level) {
    boolean taken = wish.paths().map(paths -> paths.contains("/shared")).orElse(true);
    return taken ? Rights.opening(live.shared(), head.shared(), level) : Optional.empty();
  }

  private Round<Committed> commit(
      Command command,
      Found found,
      AssistantContent live,
      AssistantContent head,
      ChangeId change,
      GateReview review) {
    CommitDecision decided =
        found
            .assistant()
            .commit(
                new Authored(head, found.content()),
                AssistantDesk.changed(live, head),
                command.force() ? command.expectedRevision() : OptionalLong.empty(),
                command.wish().comment(),
                desk.stamp(command.caller()),
                change);
    return switch (decided) {
      case CommitDecision.Committed(Transition<Assistant> transition) ->
          review.of(
              found.assistant().naturalId(),
              head,
              live,
              warnings -> saved(transition, head, change, warnings));
      case CommitDecision.NothingToCommit(Transition<Assistant> transition) ->
          saved(transition, live, change, List.of());
      case CommitDecision.LiveChanged moved -> liveChanged(found, live, head);
    };
  }

  private Round<Committed> liveChanged(Found found, AssistantContent live, AssistantContent head) {
    AssistantContent base =
        desk.contents().get(found.assistant().tenant(), found.draft().orElseThrow().baseContent());
    return Round.refused(LiveMoved.refusal(desk, found, base, live, head));
  }

  private Round<Committed> choose(
      Command command,
      List<String> paths,
      Found found,
      AssistantContent live,
      AssistantContent head,
      ChangeId change,
      GateReview review) {
    Assistant assistant = found.assistant();
    if (assistant.outdated()) {
      return liveChanged(found, live, head);
    }
    AssistantContent part;
    try {
      Selection selection =
          Selection.of(live.toJson(), head.toJson(), paths, AssistantContent.SHAPE);
      List<Reference> incomplete = new ArrayList<>(selection.incomplete());
      incomplete.addAll(secretsLeftBehind(selection.content(), live, head));
      if (!incomplete.isEmpty()) {
        return Round.refused(new Refusal.CommitIncomplete(incomplete));
      }
      if (selection.left().isEmpty()) {
        return commit(command, found, live, head, change, review);
      }
      part = composed(assistant, live, head, selection.content());
    } catch (InvalidContent e) {
      return Round.refused(
          new Refusal.Invalid(
              e.errors().stream()
                  .map(error -> new FieldError("/" + PATHS + error.pointer(), error.detail()))
                  .toList()));
    }
    Snapshot snapshot = part.snapshot();
    if (snapshot.hash().equals(assistant.live().content())) {
      return Round.answer(committed(assistant, live, List.of()));
    }
    CommitDecision decided =
        assistant.commitPart(
            new Authored(part, snapshot.hash()),
            AssistantDesk.changed(live, part),
            command.wish().comment(),
            desk.stamp(command.caller()),
            change);
    return switch (decided) {
      case CommitDecision.Committed(Transition<Assistant> transition) ->
          review.of(
              assistant.naturalId(),
              part,
              live,
              warnings ->
                  new Round.Save<>(
                      desk.draftChange(change, transition)
                          .with(snapshot)
                          .near(assistant.live().content()),
                      committed(transition.next(), part, warnings)));
      case CommitDecision.NothingToCommit nothing ->
          throw new IllegalStateException("part: nothing (expected: some of the changes)");
      case CommitDecision.LiveChanged moved -> liveChanged(found, live, head);
    };
  }

  /** Which texts of a skill name secrets is known to its template alone. */
  private List<Reference> secretsLeftBehind(
      Json content, AssistantContent live, AssistantContent head) {
    List<Reference> left = new ArrayList<>(SkillRule.danglingSecrets(catalog, content));
    left.removeAll(SkillRule.danglingSecrets(catalog, live.toJson()));
    left.removeAll(SkillRule.danglingSecrets(catalog, head.toJson()));
    return left;
  }

  /** Two contents that keep the rules may break one together. */
  private AssistantContent composed(
      Assistant assistant, AssistantContent live, AssistantContent head, Json content) {
    try {
      return new ComposedContent(desk, catalog, assistant.tenant(), live, head).read(content);
    } catch (InvalidContent e) {
      throw new InvalidContent(
          e.errors().stream()
              .map(error ->
                  new FieldError(
                      JsonPointer.ROOT,
                      "choose a content that breaks a rule at '"
                          + error.pointer()
                          + "': "
                          + error.detail()))
              .toList());
    }
  }

  private static Optional<Refusal> unnamedForce(Command command) {
    return command.force() && command.expectedRevision().isEmpty()
        ? Optional.of(
            new Refusal.PreconditionRequired(
                "force=true needs expectedRevision: the live revision that you have seen and want"
                    + " to commit over."))
        : Optional.empty();
  }

  private Round<Committed> saved(
      Transition<Assistant> transition,
      AssistantContent content,
      ChangeId change,
      List<GateFinding> warnings) {
    return new Round.Save<>(
        desk.draftChange(change, transition), committed(transition.next(), content, warnings));
  }

  private Committed committed(
      Assistant assistant, AssistantContent content, List<GateFinding> warnings) {
    return new Committed(
        desk.view(assistant, Optional.empty(), content),
        warnings,
        secrets.valueless(assistant.tenant(), content));
  }
}
