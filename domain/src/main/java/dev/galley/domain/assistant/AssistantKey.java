package dev.galley.domain.assistant;

import dev.galley.domain.access.Identifiers;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What somebody wrote where the id of an assistant or of its draft is wanted. */
public sealed interface AssistantKey {

  /** Whether the draft is meant, not what is live. */
  boolean meansDraft();

  /** By UUID: the assistant's own, or one of its drafts'. */
  record ById(UUID uuid) implements AssistantKey {

    public ById {
      Objects.requireNonNull(uuid, "uuid");
    }

    /** The assistant that has to be looked up. */
    public AssistantId assistant() {
      return AssistantId.containing(uuid);
    }

    @Override
    public boolean meansDraft() {
      return AssistantId.namesDraft(uuid);
    }
  }

  /** By natural id; {@code -draft} behind it means the draft. */
  record ByName(NaturalId name, boolean meansDraft) implements AssistantKey {

    public ByName {
      Objects.requireNonNull(name, "name");
    }
  }

  /** The key of an assistant that is known. */
  static AssistantKey of(AssistantId id) {
    return new ById(id.value());
  }

  /** Reads a key; nothing when the text can't name an assistant. */
  static Optional<AssistantKey> parse(String text) {
    if (text.length() == 36 && text.indexOf(':') < 0) {
      try {
        UUID uuid = UUID.fromString(text);
        // fromString also takes groups of other lengths, signs, and digits that it then drops.
        return uuid.toString().equalsIgnoreCase(text)
            ? Optional.of(new ById(uuid))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String owner = text.substring(0, colon);
    String slug = text.substring(colon + 1);
    boolean draft = slug.endsWith(Slug.DRAFT_SUFFIX);
    String plain = draft ? slug.substring(0, slug.length() - Slug.DRAFT_SUFFIX.length()) : slug;
    if (!Slug.isSlug(plain) || !Identifiers.valid(owner)) {
      return Optional.empty();
    }
    return Optional.of(new ByName(new NaturalId(owner, new Slug(plain)), draft));
  }
}
