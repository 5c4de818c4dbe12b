/**
 * Authored content as JSON values: canonical form, hashes, snapshots, comparison and merge.
 *
 * <p>All of it is pure. Text comes in through {@link dev.galley.domain.content.JsonReader} and goes
 * out through {@link dev.galley.domain.content.CanonicalJson}.
 */
package dev.galley.domain.content;
