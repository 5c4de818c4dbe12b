/** Skills that query a dataset. */
@NullMarked
package dev.galley.plugins.datasetquery;

import org.jspecify.annotations.NullMarked;
