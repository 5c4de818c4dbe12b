@NullMarked
package dev.galley.bootstrap.persona;

import org.jspecify.annotations.NullMarked;
