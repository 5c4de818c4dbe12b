/** Chats with assistants, what their messages use, and the figures of that. */
@NullMarked
package dev.galley.application.chat;

import org.jspecify.annotations.NullMarked;
