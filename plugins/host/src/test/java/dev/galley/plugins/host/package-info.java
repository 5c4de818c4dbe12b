@NullMarked
package dev.galley.plugins.host;

import org.jspecify.annotations.NullMarked;
