/** Runs the plugins of third parties, so that none of them harms the server or another one. */
@NullMarked
package dev.galley.plugins.host;

import org.jspecify.annotations.NullMarked;
