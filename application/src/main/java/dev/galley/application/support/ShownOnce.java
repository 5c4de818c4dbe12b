package dev.galley.application.support;

/**
 * Marks what a use case answers when it shows a credential: it is shown once, and never kept to be
 * given again.
 */
public interface ShownOnce {}
