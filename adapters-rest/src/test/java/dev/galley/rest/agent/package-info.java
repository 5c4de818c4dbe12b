@NullMarked
package dev.galley.rest.agent;

import org.jspecify.annotations.NullMarked;
