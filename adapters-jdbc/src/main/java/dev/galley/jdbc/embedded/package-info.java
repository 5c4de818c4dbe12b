/** The PostgreSQL server that Galley brings along, starts, watches and stops. */
@NullMarked
package dev.galley.jdbc.embedded;

import org.jspecify.annotations.NullMarked;
