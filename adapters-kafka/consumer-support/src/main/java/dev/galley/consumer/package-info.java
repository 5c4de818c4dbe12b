/**
 * What a consumer of Galley's events needs: the events as records, their way out of Kafka records,
 * and a handler that applies each of them once. The public contract; it knows nothing of Galley's
 * inside.
 */
@NullMarked
package dev.galley.consumer;

import org.jspecify.annotations.NullMarked;
