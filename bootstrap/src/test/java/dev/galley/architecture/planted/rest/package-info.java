/** Code that breaks a rule on purpose. */
@NullMarked
package dev.galley.architecture.planted.rest;

import org.jspecify.annotations.NullMarked;
