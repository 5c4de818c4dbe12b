@NullMarked
package dev.galley.benchmarks;

import org.jspecify.annotations.NullMarked;
