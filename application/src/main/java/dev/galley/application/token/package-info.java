/** API tokens: making, listing and revoking them, and telling who has come with one. */
@NullMarked
package dev.galley.application.token;

import org.jspecify.annotations.NullMarked;
