@NullMarked
package dev.galley.rest.problem;

import org.jspecify.annotations.NullMarked;
