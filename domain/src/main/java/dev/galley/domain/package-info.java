/** The core of Galley. */
package dev.galley.domain;
