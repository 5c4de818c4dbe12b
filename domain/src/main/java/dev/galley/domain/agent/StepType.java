package dev.galley.domain.agent;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a step of a flow does. */
public enum StepType {
  /** Where a flow begins. */
  ENTRY_POINT,
  /** Where a flow ends. */
  EXIT_POINT,
  /** Asks a model. */
  AGENT,
  /** Calls something that is no model. */
  TOOL,
  /** Works in a box of its own. */
  CLAUDE_BOX;

  /** All of them, for messages. */
  static final String NAMES =
      Arrays.stream(values()).map(StepType::name).collect(Collectors.joining(", "));

  /** The type of that name. */
  static Optional<StepType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
