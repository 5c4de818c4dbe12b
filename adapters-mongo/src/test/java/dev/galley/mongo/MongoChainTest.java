package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import dev.galley.contract.ChainContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.Tampering;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;

/** Alterations of documents. */
final class MongoChainTest implements ChainContract, Tampering {
  private final MongoStoreUnderTest store = MongoStoreUnderTest.fresh();

  @AfterEach
  void drop() {
    store.drop();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Tampering tampering() {
    return this;
  }

  private static BsonDocument revision(AggregateRef aggregate, long number) {
    return Ids.one(aggregate.tenant(), Ids.numbered(Ids.of(aggregate), number));
  }

  @Override
  public void replace(AggregateRef aggregate, Revision altered) {
    BsonDocument one = revision(aggregate, altered.number());
    BsonDocument document = one.clone();
    document.putAll(RevisionDocument.of(altered));
    assertThat(store.mongo().revisions.replaceOne(one, document).getMatchedCount()).isEqualTo(1);
  }

  @Override
  public void remove(AggregateRef aggregate, long number) {
    assertThat(store.mongo().revisions.deleteOne(revision(aggregate, number)).getDeletedCount())
        .isEqualTo(1);
  }

  @Override
  public void alter(TenantId tenant, ContentHash hash, String canonical) {
    assertThat(
            store
                .mongo()
                .snapshots
                .updateOne(
                    Ids.one(tenant, Ids.of(tenant, hash.value())),
                    Updates.set("content", canonical))
                .getMatchedCount())
        .isEqualTo(1);
  }
}
