@NullMarked
package dev.galley.rest.event;

import org.jspecify.annotations.NullMarked;
