/**
 * Assistants: what is live, the one shared draft, revisions, and what commit, discard and edit do.
 */
package dev.galley.domain.assistant;
