package dev.galley.rest.health;

import dev.galley.domain.content.Json;

/**
 * Something that operators want to see beside the checks, and that never keeps requests away. As
 * everybody can read it, it holds counts and no names.
 */
public interface HealthDetail {

  /** A name, such as {@code plugins}. */
  String name();

  /** What there is to tell, at once. */
  Json value();
}
