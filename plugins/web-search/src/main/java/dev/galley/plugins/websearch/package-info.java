/** Skills that search the web. */
@NullMarked
package dev.galley.plugins.websearch;

import org.jspecify.annotations.NullMarked;
