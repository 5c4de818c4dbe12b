/** Skills that run code. */
@NullMarked
package dev.galley.plugins.codeexecution;

import org.jspecify.annotations.NullMarked;
