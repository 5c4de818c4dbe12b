/** Small things that are kept by themselves, beside the authored ones or hanging on them. */
package dev.galley.domain.item;
