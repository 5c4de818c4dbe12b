/** The rules that hold the dependency arrows, each proven by a planted violation. */
@NullMarked
package dev.galley.architecture;

import org.jspecify.annotations.NullMarked;
