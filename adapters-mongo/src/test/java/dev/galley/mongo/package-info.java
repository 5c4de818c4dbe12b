@NullMarked
package dev.galley.mongo;

import org.jspecify.annotations.NullMarked;
