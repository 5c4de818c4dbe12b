/** How secrets are sealed: with Google Tink, under a key of this server. */
@NullMarked
package dev.galley.bootstrap.secret;

import org.jspecify.annotations.NullMarked;
