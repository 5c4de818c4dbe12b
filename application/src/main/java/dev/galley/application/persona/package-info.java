/** What can be done with personas, their drafts and the catalogue. */
@NullMarked
package dev.galley.application.persona;

import org.jspecify.annotations.NullMarked;
