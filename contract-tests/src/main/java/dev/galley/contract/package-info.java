@NullMarked
package dev.galley.contract;

import org.jspecify.annotations.NullMarked;
