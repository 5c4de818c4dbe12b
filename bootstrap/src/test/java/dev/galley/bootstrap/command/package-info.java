@NullMarked
package dev.galley.bootstrap.command;

import org.jspecify.annotations.NullMarked;
