package dev.galley.application.assistant;

import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.JsonPointer;
import java.util.List;
import java.util.Optional;

/** The rights that several use cases ask for, in the same words. */
final class Rights {
  private static final String SECRETS = "/secrets";

  private Rights() {}

  static Optional<Refusal> write(Level level) {
    return need(Level.WRITE, level, "assistant:write");
  }

  static Optional<Refusal> delete(Level level) {
    return need(Level.ADMIN, level, "assistant:delete");
  }

  static Optional<Refusal> share(Level level) {
    return need(Level.ADMIN, level, "assistant:share");
  }

  static Optional<Refusal> changeOwner(Level level) {
    return need(Level.ADMIN, level, "assistant:changeOwner");
  }

  static Optional<Refusal> audit(Level level) {
    return need(Level.ADMIN, level, "assistant:audit");
  }

  /** What of a content is seen at a level: that there are secrets is for those who write. */
  static AssistantContent seen(AssistantContent content, Level level) {
    return level.allows(Level.WRITE)
        ? content
        : content.withAttached(content.attached().withSecrets(List.of()));
  }

  /** Whether what is said of a Galley path is for a level: see {@link #seen}. */
  static boolean isSeen(String path, Level level) {
    return level.allows(Level.WRITE) || !(path.equals(SECRETS) || path.startsWith(SECRETS + '/'));
  }

  private static Optional<Refusal> need(Level needed, Level level, String permission) {
    return level.allows(needed)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                JsonPointer.ROOT,
                "This needs "
                    + permission
                    + " (level "
                    + needed.number()
                    + "); you have level "
                    + level.number()
                    + " on this assistant."));
  }

  /** What was live is not for everyone to whom the assistant is open. */
  static Optional<Refusal> past(Level needed, Level level) {
    return level.allows(needed)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                JsonPointer.ROOT,
                "Revisions need level "
                    + needed.number()
                    + " by ownership, team or share; you have level "
                    + level.number()
                    + "."));
  }

  /** Showing an assistant to everyone is a matter of level 3. */
  static Optional<Refusal> opening(boolean before, boolean after, Level level) {
    return !before && after && !level.allows(Level.ADMIN)
        ? Optional.of(
            new Refusal.Forbidden(
                "/shared",
                "Sharing an assistant with everyone needs level 3; you have level "
                    + level.number()
                    + "."))
        : Optional.empty();
  }

  /** Protecting an assistant, or no longer, is a matter of level 3. */
  static Optional<Refusal> protecting(Level level) {
    return level.allows(Level.ADMIN)
        ? Optional.empty()
        : Optional.of(
            new Refusal.Forbidden(
                "/protected",
                "Protecting an assistant needs level 3; you have level " + level.number() + "."));
  }
}
