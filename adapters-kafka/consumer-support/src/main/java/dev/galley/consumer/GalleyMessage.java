package dev.galley.consumer;

/** What a record of Galley's topics turned out to be: an event, or nothing that can be read. */
public sealed interface GalleyMessage permits GalleyEvent, MalformedMessage {}
