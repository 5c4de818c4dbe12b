@NullMarked
package dev.galley.bootstrap.secret;

import org.jspecify.annotations.NullMarked;
