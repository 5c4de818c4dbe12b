package dev.galley.consumer;

/** What became of an event. */
public enum Outcome {
  /** It was new: the consumer's handler had it. */
  APPLIED,
  /** It had been seen on its topic before: dropped. */
  REPEATED,
  /** A newer event of the aggregate had been applied from the other topic already: dropped. */
  SUPERSEDED
}
