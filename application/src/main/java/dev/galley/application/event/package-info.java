/**
 * The way of events out of Galley: leases on the parts of the log, the relay that publishes them in
 * order, the feed that numbers them for readers.
 */
@NullMarked
package dev.galley.application.event;

import org.jspecify.annotations.NullMarked;
