/** The store in MongoDB: one document per aggregate, whose guarded write is the moment of truth. */
@NullMarked
package dev.galley.mongo;

import org.jspecify.annotations.NullMarked;
