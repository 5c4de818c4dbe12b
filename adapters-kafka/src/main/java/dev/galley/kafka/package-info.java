/** Events on Kafka: the publisher, its guards, topics and settings. */
@NullMarked
package dev.galley.kafka;

import org.jspecify.annotations.NullMarked;
