/** The models that an assistant can prefer. */
package dev.galley.domain.model;
