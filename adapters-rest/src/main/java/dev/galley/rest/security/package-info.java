/** Who calls: bearer tokens, the local key, keys of an external issuer, and what needs the seat. */
@NullMarked
package dev.galley.rest.security;

import org.jspecify.annotations.NullMarked;
