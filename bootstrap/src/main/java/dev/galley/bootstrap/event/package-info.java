/** Keeps events moving: the workers around the relay and the feed, what they report, and room. */
@Configuration
@NullMarked
@Requires(missingProperty = "galley.store.alone")
package dev.galley.bootstrap.event;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
