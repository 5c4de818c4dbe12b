package dev.galley.domain.aggregate;

import dev.galley.domain.content.ContentHash;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An aggregate that is there: what a store has to know of its state beside the state itself. */
public interface Living extends Aggregate {

  /** The contents that it refers to. */
  Set<ContentHash> contents();

  /** The name that it is called by, unique in its tenant. */
  Optional<String> called();

  /** The draft whose history belongs to it; that of every other one it had can be erased. */
  Optional<UUID> openDraft();

  /**
   * The keys of the lists in which it is found. At most a few thousand; they change far more seldom
   * than the state.
   */
  Set<String> keys();

  /**
   * Its place in these lists, compared as bytes; no other in the same list has it. It changes as
   * seldom as the keys; who walks along a list meanwhile may meet one that has moved twice, or not
   * at all.
   */
  String order();
}
