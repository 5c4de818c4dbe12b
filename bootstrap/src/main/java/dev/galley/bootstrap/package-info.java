@NullMarked
package dev.galley.bootstrap;

import org.jspecify.annotations.NullMarked;
