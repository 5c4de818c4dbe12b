/** Skills that analyse files. */
@NullMarked
package dev.galley.plugins.fileanalysis;

import org.jspecify.annotations.NullMarked;
