@NullMarked
package dev.galley.rest.assistant;

import org.jspecify.annotations.NullMarked;
