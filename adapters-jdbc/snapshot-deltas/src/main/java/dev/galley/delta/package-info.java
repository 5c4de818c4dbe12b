/** Contents kept as their difference from another content that is kept. */
@NullMarked
package dev.galley.delta;

import org.jspecify.annotations.NullMarked;
