package dev.galley.application.assistant;

import dev.galley.application.assistant.ContentEditor.Edited;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Adds, changes, removes and orders the skills of an assistant or of its draft. */
public final class EditSkills {
  private final AssistantDesk desk;
  private final SkillCatalog catalog;

  public EditSkills(AssistantDesk desk, SkillCatalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
  }

  /** Something to do to the skills of what an id means. */
  public sealed interface Command {

    /** Who wants it. */
    Caller caller();

    /** The id of the assistant or of its draft. */
    String id();

    /** What he has seen. */
    Precondition precondition();
  }

  /** Adds a skill behind the others. */
  public record Add(Caller caller, String id, SkillPatch patch, Precondition precondition)
      implements Command {

    public Add {
      Objects.requireNonNull(patch, "patch");
    }
  }

  /** Changes fields of a skill. */
  public record Update(
      Caller caller, String id, UUID skill, SkillPatch patch, Precondition precondition)
      implements Command {

    public Update {
      Objects.requireNonNull(skill, "skill");
      Objects.requireNonNull(patch, "patch");
    }
  }

  /** Takes a skill away. */
  public record Remove(Caller caller, String id, UUID skill, Precondition precondition)
      implements Command {

    public Remove {
      Objects.requireNonNull(skill, "skill");
    }
  }

  /** Puts the skills in this order, which names each of them once. */
  public record Reorder(Caller caller, String id, List<UUID> order, Precondition precondition)
      implements Command {

    public Reorder {
      order = List.copyOf(order);
    }
  }

  /**
   * What there is after it.
   *
   * @param skill the one that was added or changed; absent for the others
   */
  public record Edit(AssistantView view, Optional<Skill> skill) {}

  /** Does it. */
  public Outcome<Edit> handle(Command command) {
    return new ContentEditor(desk)
        .edit(command.caller(), command.id(), command.precondition(), new SkillEdit(command))
        .map(result -> new Edit(result.view(), result.answer()));
  }

  /** The tag of a skill, for preconditions on it alone. */
  public static String tag(Skill skill) {
    return ContentHash.of(AssistantRepresentation.skill(skill)).prefix(24);
  }

  private final class SkillEdit implements ContentEditor.Edit<Optional<Skill>> {
    private final Command command;

    SkillEdit(Command command) {
      this.command = command;
    }

    @Override
    public Optional<Refusal> lookUp(Found found, AssistantContent current) {
      Optional<UUID> wanted = named();
      return wanted.isPresent() && current.skill(wanted.get()).isEmpty()
          ? Optional.of(new Refusal.NotFound("skill"))
          : Optional.empty();
    }

    private Optional<UUID> named() {
      return switch (command) {
        case Add add -> Optional.empty();
        case Update update -> Optional.of(update.skill());
        case Remove remove -> Optional.of(remove.skill());
        case Reorder reorder -> Optional.empty();
      };
    }

    @Override
    public String[] partTags(AssistantContent current) {
      return named().flatMap(current::skill).stream().map(EditSkills::tag).toArray(String[]::new);
    }

    @Override
    public Outcome<Edited<Optional<Skill>>> apply(Found found, AssistantContent current) {
      return switch (command) {
        case Add add -> add(found, current, add.patch());
        case Update update ->
            update(found, current, current.skill(update.skill()).orElseThrow(), update.patch());
        case Remove remove ->
            edited(
                found,
                current,
                current.skills().stream().filter(s -> !s.id().equals(remove.skill())).toList(),
                Optional.empty());
        case Reorder reorder -> reorder(found, current, reorder.order());
      };
    }

    private Outcome<Edited<Optional<Skill>>> add(
        Found found, AssistantContent current, SkillPatch patch) {
      if (current.skills().size() >= desk.limits().skills()) {
        return Outcome.refused(
            Refusal.Invalid.at(
                "", "would be one skill more than the " + desk.limits().skills() + " allowed"));
      }
      Skill skill = patch.create(desk.saver().ids().next());
      Optional<Refusal> refusal = check(current, skill);
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      List<Skill> skills = new ArrayList<>(current.skills());
      skills.add(skill);
      return edited(found, current, skills, Optional.of(skill));
    }

    private Outcome<Edited<Optional<Skill>>> update(
        Found found, AssistantContent current, Skill before, SkillPatch patch) {
      if (patch.id().isPresent()
          && !patch.id().get().equals(new JsonString(before.id().toString()))) {
        return Outcome.refused(Refusal.Invalid.at("/id", "is read-only and has another value"));
      }
      Skill skill = patch.over(before);
      boolean sameType = skill.type().equals(before.type());
      // What stands as it was stays good, even when its template is gone by now.
      boolean unchecked = sameType && skill.data().equals(before.data());
      if (sameType && !unchecked && catalog.find(skill.type()).isEmpty()) {
        return Outcome.refused(
            Refusal.Invalid.at(
                "/data",
                "can't be changed, because the skill's template "
                    + skill.type()
                    + " is not installed"));
      }
      Optional<Refusal> refusal = unchecked ? size(skill) : check(current, skill);
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      return edited(
          found,
          current,
          current.skills().stream().map(s -> s.id().equals(skill.id()) ? skill : s).toList(),
          Optional.of(skill));
    }

    private Outcome<Edited<Optional<Skill>>> reorder(
        Found found, AssistantContent current, List<UUID> order) {
      Map<UUID, Skill> byId = new LinkedHashMap<>();
      current.skills().forEach(skill -> byId.put(skill.id(), skill));
      if (order.size() != byId.size() || !new HashSet<>(order).equals(byId.keySet())) {
        return Outcome.refused(
            Refusal.Invalid.at(
                "", "must name each of the " + byId.size() + " skills of this assistant once"));
      }
      return edited(
          found,
          current,
          order.stream().map(byId::get).filter(Objects::nonNull).toList(),
          Optional.empty());
    }

    private Outcome<Edited<Optional<Skill>>> edited(
        Found found, AssistantContent current, List<Skill> skills, Optional<Skill> skill) {
      return Outcome.done(Edited.content(found, current.withSkills(skills), skill));
    }

    private Optional<Refusal> check(AssistantContent current, Skill skill) {
      return refusal(SkillRule.check(catalog, desk.limits(), skill, current.attached().secrets()));
    }

    private Optional<Refusal> size(Skill skill) {
      return refusal(SkillRule.checkSize(desk.limits(), skill));
    }

    private static Optional<Refusal> refusal(List<FieldError> errors) {
      return errors.isEmpty() ? Optional.empty() : Optional.of(new Refusal.Invalid(errors));
    }
  }
}
