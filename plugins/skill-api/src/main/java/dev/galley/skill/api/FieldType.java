package dev.galley.skill.api;

/**
 * What a field holds. More may come in a later minor version.
 *
 * @since 1.0.0
 */
public enum FieldType {
  /** A line of text: a {@code String}. */
  STRING,
  /** Some lines of text: a {@code String}. */
  TEXT,
  /** A whole number between -2^53 and 2^53: a {@code Long}. */
  INTEGER,
  /** A number: a {@code Double}, or a {@code Long} when it is whole. */
  NUMBER,
  /** Yes or no: a {@code Boolean}. */
  BOOLEAN,
  /** One of the field's options: a {@code String}. */
  ENUM,
  /** The id of a dataset: a {@code String}. */
  DATASET,
  /** The id of a source of data: a {@code String}. */
  DATASOURCE,
  /** The id of a secret of the same assistant: a {@code String}; never the secret itself. */
  SECRET,
  /** Any JSON value. */
  JSON
}
