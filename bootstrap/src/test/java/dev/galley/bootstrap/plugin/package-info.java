@NullMarked
package dev.galley.bootstrap.plugin;

import org.jspecify.annotations.NullMarked;
