package dev.galley.domain.access;

import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a caller has shown to be let in, and so how far his rights reach. */
public sealed interface Credential {

  /** He himself, as an issuer says: his rights reach as far as they go. */
  record Personal() implements Credential {}

  /**
   * An API token, which does some of what its user may.
   *
   * @param token names it, and is no secret
   * @param readOnly whether it changes nothing
   * @param assistant the only assistant that it reaches, live and draft; absent when it reaches all
   */
  record Delegated(UUID token, boolean readOnly, Optional<UUID> assistant) implements Credential {

    public Delegated {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(assistant, "assistant");
    }
  }

  /**
   * The token of an assistant, with which a runtime reads what is live and reports chats to it.
   *
   * @param token its SHA-256; the assistants that have it now are the ones that it reaches
   */
  record External(ContentHash token) implements Credential {

    public External {
      Objects.requireNonNull(token, "token");
    }
  }
}
