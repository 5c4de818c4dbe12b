@NullMarked
package dev.galley.rest.http;

import org.jspecify.annotations.NullMarked;
