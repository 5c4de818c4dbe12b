@NullMarked
package dev.galley.bootstrap.event;

import org.jspecify.annotations.NullMarked;
