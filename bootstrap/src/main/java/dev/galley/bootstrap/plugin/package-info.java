/** Plugins: their settings, where they are found, and the thread that looks for new ones. */
@NullMarked
package dev.galley.bootstrap.plugin;

import org.jspecify.annotations.NullMarked;
