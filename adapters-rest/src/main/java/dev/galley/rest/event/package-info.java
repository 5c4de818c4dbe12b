/** Events over HTTP: the feed for those who read it, page by page or as a stream; the outbox. */
@NullMarked
package dev.galley.rest.event;

import org.jspecify.annotations.NullMarked;
