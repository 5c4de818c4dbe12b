@NullMarked
package dev.galley.jdbc;

import org.jspecify.annotations.NullMarked;
