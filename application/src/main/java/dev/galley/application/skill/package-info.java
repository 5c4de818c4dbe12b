/** The catalogue of skill templates. */
@NullMarked
package dev.galley.application.skill;

import org.jspecify.annotations.NullMarked;
