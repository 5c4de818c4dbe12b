/** Measurements and proofs that run longer than a build should; never deployed. */
@NullMarked
package dev.galley.benchmarks;

import org.jspecify.annotations.NullMarked;
