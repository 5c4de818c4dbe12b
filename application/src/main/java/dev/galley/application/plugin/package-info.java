/** The plugins of a server, as its operator sees them. */
@NullMarked
package dev.galley.application.plugin;

import org.jspecify.annotations.NullMarked;
