/** The models of a tenant. */
@NullMarked
package dev.galley.application.model;

import org.jspecify.annotations.NullMarked;
