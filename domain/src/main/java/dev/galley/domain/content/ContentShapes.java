package dev.galley.domain.content;

import dev.galley.domain.content.ContentShape.MemberKey;
import java.util.Map;

/**
 * The identified lists of each family's content: assistants, agents, personas. Compare, merge,
 * conflicts, comments and partial commits all go by these.
 */
public final class ContentShapes {
  private static final MemberKey ID = MemberKey.byMember("id");

  /** The content of an assistant. */
  public static final ContentShape ASSISTANT =
      new ContentShape(
          Map.of(
              "/suggestions", MemberKey.byText(),
              "/tags", MemberKey.byText(),
              "/skills", ID,
              "/datasets", ID,
              "/references", ID,
              "/files", ID,
              "/secrets", ID),
          Map.of(),
          Map.of("/skills/*/datasetId", "/datasets"));

  /**
   * The content of an agent's revision. Steps may hold steps; a step's id is unique over all of
   * them.
   */
  public static final ContentShape AGENT =
      new ContentShape(
          Map.of(
              "/subAgents", ID,
              "/flow/steps", ID,
              "/flow/edges", ID.or(MemberKey.byEnds("source", "target")),
              "/integrationSlots", ID,
              "/assets", ID,
              "/slots", MemberKey.byMember("name")),
          Map.of("/flow/steps/*/steps", "/flow/steps"),
          Map.of(
              "/flow/edges/*/source", "/flow/steps",
              "/flow/edges/*/target", "/flow/steps",
              "/flow/steps/*/humanApprovalConfig/slotName", "/slots"));

  /** The content of a persona: connections to resources, told apart by the resource's id. */
  public static final ContentShape PERSONA =
      new ContentShape(
          Map.of(
              "/flag_ids", MemberKey.byText(),
              "/example_ids", MemberKey.byText(),
              "/department_ids", MemberKey.byText(),
              "/parameter_field_ids", MemberKey.byText(),
              "/voice_ids", MemberKey.byText(),
              "/pending_ids", MemberKey.byText()));

  private ContentShapes() {}
}
