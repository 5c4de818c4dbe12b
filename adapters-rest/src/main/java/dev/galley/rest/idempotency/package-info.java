/**
 * {@code Idempotency-Key}, for every POST: the effect happens once, and whoever repeats the request
 * gets the answer again. Controllers and use cases know nothing of it.
 */
@NullMarked
package dev.galley.rest.idempotency;

import org.jspecify.annotations.NullMarked;
