package dev.galley.application.assistant;

import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads users and teams as requests name them: by id, and perhaps by kind. */
public final class PrincipalForm {

  /** The kinds by their names on the wire. */
  public static final Map<String, Principal.Kind> KINDS =
      Arrays.stream(Principal.Kind.values())
          .collect(Collectors.toMap(Principal.Kind::wireName, Function.identity()));

  /** The rule for ids. */
  public static final String ID_RULE = "must be " + Identifiers.RULE;

  private PrincipalForm() {}

  /** The kind; nothing when it is absent or wrong. */
  static Optional<Principal.Kind> kind(BodyReader reader, String name) {
    Optional<String> text = reader.text(name, false, 0, Integer.MAX_VALUE);
    Optional<Principal.Kind> kind = text.flatMap(t -> Optional.ofNullable(KINDS.get(t)));
    if (text.isPresent() && kind.isEmpty()) {
      reader.error(name, "must be user or team");
    }
    return kind;
  }

  /** The id; nothing when it is absent or wrong. */
  static Optional<String> id(BodyReader reader, String name) {
    if (!reader.sent(name)) {
      reader.error(name, "is required");
      return Optional.empty();
    }
    Optional<String> text = reader.text(name, false, 0, Integer.MAX_VALUE);
    if (text.isPresent() && !Identifiers.valid(text.get())) {
      reader.error(name, ID_RULE);
      return Optional.empty();
    }
    return text;
  }
}
