package dev.galley.application.plugin;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is to say of one plugin.
 *
 * @param file the name of its jar
 * @param id absent when the jar does not tell one
 * @param sha256 of the bytes of the jar, in hexadecimal digits; absent when they could not be read
 * @param reason why it does not run as it should; what has become of a newer version of it
 * @param publisher whose signature it has
 * @param allowed whether its hash is on the list of those that are allowed
 * @param builtIn whether it came with the server
 * @param failures how many calls have failed since it was loaded
 */
public record PluginReport(
    String file,
    Optional<String> id,
    Optional<String> version,
    Optional<String> sha256,
    State state,
    Optional<String> reason,
    Optional<String> publisher,
    boolean allowed,
    boolean builtIn,
    List<String> templates,
    List<String> gates,
    long failures) {

  /** How a plugin does. */
  public enum State {
    /** It is asked. */
    RUNNING,
    /** It has failed so often, or still hangs in a call, that it is not asked for a while. */
    SUSPENDED,
    /** It was not loaded. */
    REFUSED;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PluginReport {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(publisher, "publisher");
    templates = List.copyOf(templates);
    gates = List.copyOf(gates);
  }

  /** Whether its operator should look at it. */
  public boolean isTroubled() {
    return state != State.RUNNING || reason.isPresent();
  }
}
