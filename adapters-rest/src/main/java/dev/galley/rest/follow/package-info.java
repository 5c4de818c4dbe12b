/** Streams of what happens to drafts, whatever family they belong to. */
@NullMarked
package dev.galley.rest.follow;

import org.jspecify.annotations.NullMarked;
