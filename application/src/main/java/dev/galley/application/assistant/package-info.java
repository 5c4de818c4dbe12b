/** What people and programs do with assistants and their drafts. */
@NullMarked
package dev.galley.application.assistant;

import org.jspecify.annotations.NullMarked;
