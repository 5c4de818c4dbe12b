@NullMarked
package dev.galley.rest.security;

import org.jspecify.annotations.NullMarked;
