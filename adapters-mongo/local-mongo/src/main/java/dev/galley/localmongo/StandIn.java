package dev.galley.localmongo;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;

/**
 * The stand-in with reads as MongoDB has them: of each document all of a write or nothing. Left to
 * itself it changes documents in place while answers with them are still being written out.
 */
final class StandIn extends MemoryBackend {

  @Override
  public synchronized Document handleMessage(MongoMessage message) {
    return super.handleMessage(message).cloneDeeply();
  }
}
