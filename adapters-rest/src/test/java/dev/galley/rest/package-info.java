@NullMarked
package dev.galley.rest;

import org.jspecify.annotations.NullMarked;
