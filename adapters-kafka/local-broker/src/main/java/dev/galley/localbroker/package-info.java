/** A real Kafka broker for tests, demonstrations and measurements. */
@NullMarked
package dev.galley.localbroker;

import org.jspecify.annotations.NullMarked;
