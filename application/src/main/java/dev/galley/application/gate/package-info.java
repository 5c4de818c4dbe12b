/** Gates: what looks at a commit before it happens. */
@NullMarked
package dev.galley.application.gate;

import org.jspecify.annotations.NullMarked;
