package dev.galley.domain.event;

/** The kinds of events, with the CloudEvents type that consumers know. */
public enum EventType {
  ASSISTANT_CREATED("dev.galley.assistant.created.v1", EventTopic.LIFECYCLE),
  ASSISTANT_LIVE_UPDATED("dev.galley.assistant.live-updated.v1", EventTopic.LIFECYCLE),
  ASSISTANT_DRAFT_COMMITTED("dev.galley.assistant.draft-committed.v1", EventTopic.DRAFT_COMMITTED),
  ASSISTANT_DELETED("dev.galley.assistant.deleted.v1", EventTopic.LIFECYCLE),
  AGENT_CREATED("dev.galley.agent.created.v1", EventTopic.LIFECYCLE),
  AGENT_LIVE_UPDATED("dev.galley.agent.live-updated.v1", EventTopic.LIFECYCLE),
  AGENT_REVISION_CREATED("dev.galley.agent.revision-created.v1", EventTopic.LIFECYCLE),
  AGENT_DRAFT_COMMITTED("dev.galley.agent.draft-committed.v1", EventTopic.DRAFT_COMMITTED),
  AGENT_DEPLOYED("dev.galley.agent.deployed.v1", EventTopic.LIFECYCLE),
  AGENT_DELETED("dev.galley.agent.deleted.v1", EventTopic.LIFECYCLE),
  PERSONA_DRAFT_COMMITTED("dev.galley.persona.draft-committed.v1", EventTopic.DRAFT_COMMITTED),
  PERSONA_DELETED("dev.galley.persona.deleted.v1", EventTopic.LIFECYCLE);

  private final String wireName;
  private final EventTopic topic;

  EventType(String wireName, EventTopic topic) {
    this.wireName = wireName;
    this.topic = topic;
  }

  /** The CloudEvents type. */
  public String wireName() {
    return wireName;
  }

  /** Where events of this type go. */
  public EventTopic topic() {
    return topic;
  }

  /**
   * The type of that CloudEvents type.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static EventType ofWireName(String name) {
    for (EventType type : values()) {
      if (type.wireName.equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("name: " + name + " (expected: a type of event)");
  }
}
