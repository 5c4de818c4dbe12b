/** Code that breaks a rule on purpose. */
@NullMarked
package dev.galley.architecture.planted.application;

import org.jspecify.annotations.NullMarked;
