/** A consumer of Galley's events to learn from: it keeps a copy of what is live in a folder. */
@NullMarked
package dev.galley.example;

import org.jspecify.annotations.NullMarked;
