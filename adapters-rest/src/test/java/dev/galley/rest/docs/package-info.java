@NullMarked
package dev.galley.rest.docs;

import org.jspecify.annotations.NullMarked;
