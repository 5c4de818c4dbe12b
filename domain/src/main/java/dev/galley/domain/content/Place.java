package dev.galley.domain.content;

/** A member of an identified list, at its Galley path. */
record Place(String path, Json value) {}
