/** Whether the server lives and is ready for requests. */
@NullMarked
package dev.galley.rest.health;

import org.jspecify.annotations.NullMarked;
