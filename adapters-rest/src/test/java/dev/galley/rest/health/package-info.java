@NullMarked
package dev.galley.rest.health;

import org.jspecify.annotations.NullMarked;
