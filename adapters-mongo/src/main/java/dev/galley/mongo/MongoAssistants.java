package dev.galley.mongo;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.util.Optional;

/** Assistants in MongoDB. */
final class MongoAssistants implements Assistants {
  private final Mongo mongo;
  private final Deciding deciding;
  private final Names names;

  MongoAssistants(Mongo mongo) {
    this.mongo = mongo;
    this.deciding = new Deciding(mongo);
    this.names = new Names(mongo, deciding);
  }

  @Override
  public Optional<Assistant> find(TenantId tenant, AssistantKey key) {
    Optional<AggregateDocument> found =
        switch (key) {
          case AssistantKey.ById byId ->
              deciding.read(
                  new AggregateRef(tenant, AggregateKind.ASSISTANT, byId.assistant().value()));
          case AssistantKey.ByName byName -> names.find(tenant, byName.name().toString());
        };
    return found.flatMap(deciding::seen).map(AggregateDocument::assistant);
  }

  @Override
  public AssistantPage page(AssistantQuery query) {
    return new MongoListing(mongo, deciding, query.tenant()).page(query);
  }

  @Override
  public TagCounts countTags(TenantId tenant, Visibility visibility) {
    return new MongoListing(mongo, deciding, tenant).countTags(visibility);
  }
}
