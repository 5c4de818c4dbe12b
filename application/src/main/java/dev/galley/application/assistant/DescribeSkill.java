package dev.galley.application.assistant;

import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** Reads one skill, or what a chat runtime needs to call it. */
public final class DescribeSkill {
  private final AssistantDesk desk;
  private final SkillCatalog catalog;

  public DescribeSkill(AssistantDesk desk, SkillCatalog catalog) {
    this.desk = desk;
    this.catalog = catalog;
  }

  /** A skill where it stands. */
  public record Placed(AssistantView view, Skill skill) {}

  /**
   * A skill with its tool.
   *
   * @param tool absent when the skill's template is not installed
   */
  public record Driver(AssistantView view, Skill skill, Optional<JsonObject> tool) {}

  /** One skill of an assistant or of its draft. */
  public Outcome<Placed> handle(Caller caller, String id, UUID skill) {
    return desk.finder()
        .target(caller, id)
        .map(desk::view)
        .then(view ->
            view.content()
                .skill(skill)
                .<Outcome<Placed>>map(found -> Outcome.done(new Placed(view, found)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("skill"))));
  }

  /** One skill with its tool definition. */
  public Outcome<Driver> driver(Caller caller, String id, UUID skill) {
    return handle(caller, id, skill)
        .map(placed ->
            new Driver(placed.view(), placed.skill(), catalog.toolDefinition(placed.skill())));
  }
}
