package dev.galley.domain.persona;

import dev.galley.domain.access.Principal;
import dev.galley.domain.assistant.SearchText;
import dev.galley.domain.content.ContentHash;
import java.util.UUID;

/** The lists in which personas, their drafts and resources are found. */
public final class PersonaKeys {

  /** Every published persona, by name. */
  public static final String PERSONAS = "personas";

  /** Resources that not everybody sees, and nobody has put into the catalogue himself. */
  public static final String UNLISTED = "persona-resources/unlisted";

  /** Resources that those see who have put them into the catalogue, and not everybody. */
  public static final String MADE = "persona-resources/made";

  /** Drafts of published personas, ended ones too. */
  public static final String EDITS = "persona-drafts/edits";

  /** Drafts with a proposal that is not decided. */
  public static final String PROPOSED = "persona-drafts/proposed";

  private PersonaKeys() {}

  /** The resources of a kind that everybody sees. */
  public static String catalogue(ResourceKind kind) {
    return "persona-resources/" + kind.wireName();
  }

  /** The resources of a kind that a user has put into the catalogue and few others see. */
  public static String made(ResourceKind kind, String user) {
    return "persona-resources/" + kind.wireName() + "/of/" + user;
  }

  /** The listed resources of a kind that are called so, whatever the case of the letters. */
  public static String named(ResourceKind kind, String name) {
    return "persona-resources/" + kind.wireName() + "/named/" + folded(name);
  }

  /** The resources of a kind that a user calls so, whatever others call them. */
  public static String namedBy(String user, ResourceKind kind, String name) {
    return "persona-resources/" + kind.wireName() + "/named/" + folded(name) + "/by/" + user;
  }

  private static String folded(String name) {
    return ContentHash.ofText(SearchText.fold(name)).value();
  }

  /** Open drafts that hold a resource, in use or proposed. */
  public static String holding(UUID resource) {
    return "persona-drafts/holding/" + resource;
  }

  /** Published personas that use a resource. */
  public static String using(UUID resource) {
    return "personas/using/" + resource;
  }

  /** A user's open drafts, the newest first. */
  public static String drafts(String owner) {
    return "persona-drafts/of/" + owner;
  }

  /** Open drafts that others have begun by proposals for a user's personas, the newest first. */
  public static String offered(String owner) {
    return "persona-drafts/offered/" + owner;
  }

  /** Open drafts that a user has begun by proposals for personas of others. */
  public static String proposedBy(String author) {
    return "persona-drafts/proposed-by/" + author;
  }

  /** The open drafts that a user or team reviews, the newest first. */
  public static String reviews(Principal reviewer) {
    return "persona-drafts/for/" + reviewer.key();
  }

  /** A user's open drafts of a persona, without those that others have begun. */
  public static String edits(UUID persona, String owner) {
    return "persona-drafts/on/" + persona + "/of/" + owner;
  }

  /** A user's own drafts of a persona, ended ones too. */
  public static String opened(UUID persona, String owner) {
    return "persona-drafts/on/" + persona + "/opened-by/" + owner;
  }

  /** All drafts of a persona, ended ones too. */
  public static String on(UUID persona) {
    return "persona-drafts/on/" + persona;
  }

  /** The open drafts of a persona with a proposal that is not decided, the newest first. */
  public static String proposals(UUID persona) {
    return "persona-drafts/on/" + persona + "/proposed";
  }

  /** Those of them with such a proposal of a user's. */
  public static String proposals(UUID persona, String user) {
    return "persona-drafts/on/" + persona + "/proposed-by/" + user;
  }

  /** The draft that knows an operation. */
  public static String operation(UUID key) {
    return "persona-operations/" + key;
  }
}
