package dev.galley.mongo;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Assistants in MongoDB: a save is one guarded write of one document, with what it needs before.
 */
final class MongoAssistants implements Assistants {
  private final Mongo mongo;
  private final Deciding deciding;
  private final Carrying carrying;
  private final Names names;
  private final Duration snapshotGrace;

  MongoAssistants(Mongo mongo, Duration snapshotGrace) {
    this.mongo = mongo;
    this.deciding = new Deciding(mongo);
    this.carrying = new Carrying(mongo, deciding);
    this.names = new Names(mongo, deciding);
    this.snapshotGrace = snapshotGrace;
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
  public SaveOutcome save(Change change) {
    return new Saving(mongo, deciding, carrying, change, snapshotGrace).run();
  }

  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return deciding.happened(aggregate, change);
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
