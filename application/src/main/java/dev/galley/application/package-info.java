@NullMarked
package dev.galley.application;

import org.jspecify.annotations.NullMarked;
