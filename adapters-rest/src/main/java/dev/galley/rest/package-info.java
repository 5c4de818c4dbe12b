/** HTTP. None of it is there in a process that only works on a store. */
@Configuration
@NullMarked
@Requires(missingProperty = "galley.store.alone")
package dev.galley.rest;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
