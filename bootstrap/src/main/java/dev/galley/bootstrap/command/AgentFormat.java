package dev.galley.bootstrap.command;

import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;

/** What the lines of a file can be. */
enum AgentFormat {
  /** Whatever a line looks like. */
  AUTO {
    @Override
    ImportedAssistant read(JsonObject line) {
      if (line.has("identifier") && line.has("meta") && line.has("config")) {
        return LOBE.read(line);
      }
      throw InvalidContent.at(
          JsonPointer.ROOT, "is no agent that is known here (no identifier, meta and config)");
    }
  },
  /** Agents of lobe-chat. */
  LOBE {
    @Override
    ImportedAssistant read(JsonObject line) {
      return LobeAgent.read(line);
    }
  };

  /**
   * The assistant that a line describes.
   *
   * @throws InvalidContent with the places of the line that do not fit
   */
  abstract ImportedAssistant read(JsonObject line);
}
