/** What goes wrong, told to clients: problem details (RFC 9457) and the pages that explain them. */
@NullMarked
package dev.galley.rest.problem;

import org.jspecify.annotations.NullMarked;
