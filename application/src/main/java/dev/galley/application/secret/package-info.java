/**
 * How the values of secrets are kept: sealed by keys of their tenant, which the server's key seals.
 */
@NullMarked
package dev.galley.application.secret;

import org.jspecify.annotations.NullMarked;
