package dev.galley.skill.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * Looks at what is about to be committed, and may stop it.
 *
 * @since 1.0.0
 */
public interface CommitGate extends ExtensionPoint {

  /**
   * A name for people and programs, which stands beside everything that the gate says: 1 to 60
   * lower-case letters, digits and hyphens, beginning with a letter. No two gates may have the
   * same.
   *
   * <p>Called once, when the plugin is loaded.
   *
   * @since 1.0.0
   */
  String id();

  /**
   * Looks at a commit.
   *
   * <p>Called before each commit of an assistant's draft, forced and partial ones included, and
   * when somebody wants to know in advance; never within the commit itself, so that a commit that
   * was let through may still not happen, and one may be looked at several times. It must not
   * change anything. A throw, or no answer in time, is told to whoever commits; whether it also
   * stops the commit is a setting of the server.
   *
   * @return every warning and every reason to stop the commit at once, at most 100; empty when all
   *     is well
   * @since 1.0.0
   */
  List<GateFinding> review(Proposal proposal);
}
