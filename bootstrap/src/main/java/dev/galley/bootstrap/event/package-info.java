/** Keeps events moving: the workers around the relay and the feed, what they report, and room. */
@NullMarked
package dev.galley.bootstrap.event;

import org.jspecify.annotations.NullMarked;
