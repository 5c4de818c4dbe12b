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

  @Override
  public String id() {
    return "required-instructions";
  }

  @Override
  public List<GateFinding> review(Proposal proposal) {
    if (!isBlank(proposal.text(FIELD))) {
      return List.of();
    }
    return List.of(
        isBlank(proposal.liveText(FIELD))
            ? GateFinding.warn(PATH, "The assistant has no instructions.")
            : GateFinding.block(
                PATH, "The assistant would be left without instructions, which it has now."));
  }

  private static boolean isBlank(Optional<String> text) {
    return text.map(String::isBlank).orElse(true);
  }
}
