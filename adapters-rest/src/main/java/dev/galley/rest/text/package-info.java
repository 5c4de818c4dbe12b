/** Texts as people compare them. */
@NullMarked
package dev.galley.rest.text;

import org.jspecify.annotations.NullMarked;
