package dev.galley.domain.event;

/** Where an event goes: the commits of drafts apart from all the rest. */
public enum EventTopic {
  DRAFT_COMMITTED,
  LIFECYCLE
}
