/** Figures for those who watch the server. */
@NullMarked
package dev.galley.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
