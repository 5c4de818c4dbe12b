/** Personas: drafts that connect resources of a catalogue, proposals, and what is published. */
package dev.galley.domain.persona;
