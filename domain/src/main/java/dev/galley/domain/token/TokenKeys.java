package dev.galley.domain.token;

import dev.galley.domain.content.ContentHash;

/** The keys under which API tokens are found. */
public final class TokenKeys {

  private TokenKeys() {}

  /** The token whose text has that SHA-256; of any tenant. */
  public static String token(ContentHash hash) {
    return "api-token/" + hash.value();
  }

  /** The tokens of a user, the oldest first. */
  public static String user(String user) {
    return "api-tokens/" + user;
  }
}
