@NullMarked
package dev.galley.rest.idempotency;

import org.jspecify.annotations.NullMarked;
