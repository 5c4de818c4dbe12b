/** What the rest of the world is told: numbered events of aggregates. */
package dev.galley.domain.event;
