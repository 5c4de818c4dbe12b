package dev.galley.localbroker;

/** A Kafka broker that runs, whatever way. */
public interface Broker extends AutoCloseable {

  /** Where clients begin: {@code host:port}. */
  String bootstrapServers();

  /** How it runs, for people. */
  String sort();

  /** Ends it for good. */
  @Override
  void close();
}
