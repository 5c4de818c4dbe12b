/**
 * For the tests of authors of plugins: what the server would have against a plugin, in plain words.
 */
@NullMarked
package dev.galley.testkit;

import org.jspecify.annotations.NullMarked;
