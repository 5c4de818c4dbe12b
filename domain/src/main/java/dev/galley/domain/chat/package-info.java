/** Chats with assistants, and the figures of what their messages have used. */
package dev.galley.domain.chat;
