package dev.galley.rest.health;

/**
 * One thing that must work before requests are sent here. The answer must come at once, without
 * waiting for a network: a check that has to ask keeps what it learned last.
 */
public interface ReadinessCheck {

  /** A name for operators, such as {@code store}; everybody can read it. */
  String name();

  /** Whether requests can be served as far as this goes. */
  boolean ready();
}
