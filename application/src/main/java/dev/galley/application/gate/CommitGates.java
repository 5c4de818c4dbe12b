package dev.galley.application.gate;

import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.NaturalId;
import java.util.List;

/** All gates that are installed. */
public interface CommitGates {

  /** There are none. */
  CommitGates NONE = (assistant, content, live) -> List.of();

  /**
   * Asks every gate, and changes nothing. A gate that gives no answer, or is left alone for a while
   * since it gave none, is a finding of its own.
   *
   * @param content what would be live
   * @param live what is
   * @return every finding of every gate, in the order of the gates
   * @throws GateNotAsked when one of them has too much to do to be asked now
   */
  List<GateFinding> review(NaturalId assistant, AssistantContent content, AssistantContent live);
}
