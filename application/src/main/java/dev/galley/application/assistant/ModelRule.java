package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantPatch.Field;
import dev.galley.application.model.ModelList;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.JsonPointer;
import java.util.Optional;

/** A model that a request names has to be one of the tenant's, unless it stands there already. */
final class ModelRule {

  private ModelRule() {}

  static Optional<Refusal> check(
      ModelList models, TenantId tenant, AssistantPatch patch, AssistantContent current) {
    return patch.modelId() instanceof Field.To<String>(String id)
            && current.modelId().filter(id::equals).isEmpty()
            && models.find(tenant, id).isEmpty()
        ? Optional.of(
            Refusal.Invalid.at(
                JsonPointer.child(JsonPointer.ROOT, patch.modelField()),
                "is no model of this tenant; see GET /api/models"))
        : Optional.empty();
  }
}
