/** A MongoDB for tests and measurements. */
@NullMarked
package dev.galley.localmongo;

import org.jspecify.annotations.NullMarked;
