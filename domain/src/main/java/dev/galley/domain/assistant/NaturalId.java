package dev.galley.domain.assistant;

import java.util.Objects;

/**
 * The id of an assistant that people read: {@code ownerId:slug}. The slug is the last part, since
 * an owner's id may itself contain colons.
 */
public record NaturalId(String ownerId, Slug slug) {

  public NaturalId {
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(slug, "slug");
  }

  @Override
  public String toString() {
    return ownerId + ':' + slug.value();
  }
}
