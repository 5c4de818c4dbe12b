/** The contracts, kept by the store that is in memory. */
@NullMarked
package dev.galley.contract.memory;

import org.jspecify.annotations.NullMarked;
