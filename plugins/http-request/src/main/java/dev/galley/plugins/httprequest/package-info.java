/** Skills that call an HTTP service. */
@NullMarked
package dev.galley.plugins.httprequest;

import org.jspecify.annotations.NullMarked;
