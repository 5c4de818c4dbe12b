package dev.galley.localbroker;

import java.util.List;

/**
 * A second door of a broker, which asks for a user and a password (SASL PLAIN, without encryption).
 *
 * @param port its own
 */
public record Login(int port, String user, String password) {
  static final String LISTENER = "SECURED";

  public Login {
    if ((user + password).matches(".*[^A-Za-z0-9-].*")) {
      throw new IllegalArgumentException("user, password: (expected: letters, digits and -)");
    }
  }

  /** A login on a free port. */
  public static Login of(String user, String password) {
    return new Login(Ports.free(), user, password);
  }

  /** The same door with another password. */
  public Login with(String other) {
    return new Login(port, user, other);
  }

  /** Where clients with a password begin. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  static Login parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("--login: (expected: PORT:USER:PASSWORD)");
    }
    return new Login(Integer.parseInt(parts[0]), parts[1], parts[2]);
  }

  String text() {
    return port + ":" + user + ':' + password;
  }

  List<String> settings() {
    return List.of(
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
            + LISTENER
            + ":SASL_PLAINTEXT",
        "inter.broker.listener.name=PLAINTEXT",
        "sasl.enabled.mechanisms=PLAIN",
        "listener.name.secured.plain.sasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required user_"
            + user
            + "=\""
            + password
            + "\";");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + " on " + port;
  }
}
