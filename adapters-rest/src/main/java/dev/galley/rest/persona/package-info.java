/** Personas over HTTP. */
@NullMarked
package dev.galley.rest.persona;

import org.jspecify.annotations.NullMarked;
