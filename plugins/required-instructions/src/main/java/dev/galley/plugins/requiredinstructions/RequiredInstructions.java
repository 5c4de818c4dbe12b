package dev.galley.plugins.requiredinstructions;

import dev.galley.skill.api.CommitGate;
import dev.galley.skill.api.GateFinding;
import dev.galley.skill.api.Proposal;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** An assistant that has instructions must not lose them. */
@Extension
public final class RequiredInstructions implements CommitGate {
  private static final String FIELD = "instructions";
  private static final String PATH = "/" + FIELD;

  /** From here on instructions are long enough for their loss to be seen. */
  private static final int LONG = 500;

  private static final int SHRUNK = 5;

  @Override
  public String id() {
    return "required-instructions";
  }

  @Override
  public List<GateFinding> review(Proposal proposal) {
    int before = length(proposal.liveText(FIELD));
    int after = length(proposal.text(FIELD));
    if (before > 0 && after == 0) {
      return List.of(
          GateFinding.block(
              PATH, "The assistant would be left without instructions, which it has now."));
    }
    return before >= LONG && after < before / SHRUNK
        ? List.of(
            GateFinding.warn(
                PATH,
                "The instructions shrink from "
                    + before
                    + " to "
                    + after
                    + " characters; has something been cut off?"))
        : List.of();
  }

  private static int length(Optional<String> text) {
    return text.map(String::strip).map(String::length).orElse(0);
  }
}
