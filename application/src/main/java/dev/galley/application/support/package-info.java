/** What use cases need of the world: time, ids, patience. */
@NullMarked
package dev.galley.application.support;

import org.jspecify.annotations.NullMarked;
