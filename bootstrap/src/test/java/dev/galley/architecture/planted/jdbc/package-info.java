/** Code that breaks a rule on purpose. */
@NullMarked
package dev.galley.architecture.planted.jdbc;

import org.jspecify.annotations.NullMarked;
