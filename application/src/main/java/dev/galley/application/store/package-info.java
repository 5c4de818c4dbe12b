/** What a save is: one atomic step, and what can come of it. */
@NullMarked
package dev.galley.application.store;

import org.jspecify.annotations.NullMarked;
