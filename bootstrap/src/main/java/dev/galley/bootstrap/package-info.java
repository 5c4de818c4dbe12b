/** The composition root: which implementation stands behind which port, and the command line. */
@NullMarked
package dev.galley.bootstrap;

import org.jspecify.annotations.NullMarked;
