/** The plugins of the server, for operators. */
@NullMarked
package dev.galley.rest.plugin;

import org.jspecify.annotations.NullMarked;
