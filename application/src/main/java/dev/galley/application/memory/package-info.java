/** Every output port in memory, for tests and examples. Nothing here survives the process. */
@NullMarked
package dev.galley.application.memory;

import org.jspecify.annotations.NullMarked;
