/** Agents and working copies over HTTP. */
@NullMarked
package dev.galley.rest.agent;

import org.jspecify.annotations.NullMarked;
