/** The keys by which secrets are sealed, for operators. */
@NullMarked
package dev.galley.rest.secret;

import org.jspecify.annotations.NullMarked;
