package dev.galley.example;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The command line.
 *
 * @param folder where the copies are
 * @param topics the topics to read, 1 or more
 * @param server the Galley that contents are read from that are not with their event
 * @param tokenFile holds the token for it; read anew each time, so that it can be replaced
 * @param kafka the settings of the Kafka client
 */
record Arguments(
    Path folder,
    List<String> topics,
    Optional<URI> server,
    Optional<Path> tokenFile,
    Properties kafka) {

  static final String USAGE =
      """
      Keeps a copy of all live assistants and agents of a Galley in a folder, one JSON file each.

        --folder DIR          where the copies are (required)
        --bootstrap HOST:PORT the Kafka brokers, with commas between (required, here or in the properties)
        --group NAME          consumer group (galley-example)
        --topics A,B          topics (galley.draft-committed,galley.lifecycle)
        --server URL          the Galley to read contents of 64 KiB and more from, and what runs when an
                              event does not bring it
        --token-file FILE     holds the token for it
        --properties FILE     more settings of the Kafka client, such as SASL
      """;

  private static final Set<String> NAMES =
      Set.of("folder", "bootstrap", "group", "topics", "server", "token-file", "properties");

  /**
   * @throws IllegalArgumentException says which argument is wrong
   */
  static Arguments of(String... args) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (!NAMES.contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " (expected: --name value, see --help)");
      }
      values.put(name, args[i + 1]);
    }
    String folder = values.get("folder");
    if (folder == null) {
      throw new IllegalArgumentException("--folder: none (expected: a folder)");
    }
    Arguments arguments =
        new Arguments(
            Path.of(folder),
            List.of(
                values
                    .getOrDefault("topics", "galley.draft-committed,galley.lifecycle")
                    .split("\\s*,\\s*")),
            Optional.ofNullable(values.get("server")).map(Arguments::server),
            Optional.ofNullable(values.get("token-file")).map(Path::of),
            kafka(values));
    if (arguments.tokenFile().isPresent() && arguments.server().isEmpty()) {
      throw new IllegalArgumentException("--token-file: without --server (expected: with it)");
    }
    return arguments;
  }

  private static URI server(String text) {
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!base.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?")) {
      throw new IllegalArgumentException("--server: " + text + " (expected: http://host:port)");
    }
    return URI.create(base);
  }

  private static Properties kafka(Map<String, String> values) throws IOException {
    Properties kafka = new Properties();
    kafka.put("auto.offset.reset", "earliest");
    kafka.put("allow.auto.create.topics", "false");
    // Topics that come into being later are found soon.
    kafka.put("metadata.max.age.ms", "10000");
    // Bounds the memory, and the time between two polls when each content has to be fetched.
    kafka.put("max.poll.records", "50");
    kafka.put("fetch.max.bytes", "8388608");
    // After a kill -9 the group waits that long before the next start gets its partitions.
    kafka.put("session.timeout.ms", "10000");
    // Both topics' events of one aggregate go to the same consumer, if there are several.
    kafka.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor");
    if (values.containsKey("properties")) {
      try (Reader file =
          Files.newBufferedReader(
              Path.of(values.getOrDefault("properties", "")), StandardCharsets.UTF_8)) {
        kafka.load(file);
      }
    }
    if ("consumer".equals(kafka.get("group.protocol"))) {
      kafka.remove("partition.assignment.strategy");
      kafka.remove("session.timeout.ms");
      kafka.putIfAbsent("group.remote.assignor", "range");
    }
    if (values.containsKey("bootstrap")) {
      kafka.put("bootstrap.servers", values.get("bootstrap"));
    }
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("--bootstrap: none (expected: host:port)");
    }
    if (values.containsKey("group") || !kafka.containsKey("group.id")) {
      kafka.put("group.id", values.getOrDefault("group", "galley-example"));
    }
    kafka.put("enable.auto.commit", "false");
    return kafka;
  }
}
