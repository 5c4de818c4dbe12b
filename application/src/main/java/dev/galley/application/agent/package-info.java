/** What can be done with agents and their working copies. */
@NullMarked
package dev.galley.application.agent;

import org.jspecify.annotations.NullMarked;
