/** Code that breaks a rule on purpose. */
@NullMarked
package dev.galley.architecture.planted.domain;

import org.jspecify.annotations.NullMarked;
