/** Assistants, drafts, skills, revisions, tags and models over HTTP. */
@NullMarked
package dev.galley.rest.assistant;

import org.jspecify.annotations.NullMarked;
