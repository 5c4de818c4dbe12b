package dev.galley.rest.plugin;

/**
 * Whether plugins come and go over HTTP.
 *
 * @param open whether operators may send and remove plugins
 * @param maxBytes the greatest size of a jar
 */
public record PluginDoor(boolean open, long maxBytes) {}
