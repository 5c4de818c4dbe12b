/** A gate for instructions. */
@NullMarked
package dev.galley.plugins.requiredinstructions;

import org.jspecify.annotations.NullMarked;
