/**
 * The server as its clients meet it: over HTTP, with tokens. The contracts are interfaces; a class
 * of a few lines runs all of them against a server with one kind of store.
 */
@NullMarked
package dev.galley.bootstrap.http;

import org.jspecify.annotations.NullMarked;
