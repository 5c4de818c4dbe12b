/** The plumbing of a request: bodies, query parameters, entity tags, correlation ids, answers. */
@NullMarked
package dev.galley.rest.http;

import org.jspecify.annotations.NullMarked;
