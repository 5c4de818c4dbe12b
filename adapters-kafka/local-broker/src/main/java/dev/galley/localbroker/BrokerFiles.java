package dev.galley.localbroker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The folder of a broker: {@code server.properties}, made anew at each start, and {@code log}, the
 * records, formatted once.
 */
record BrokerFiles(Path data) {

  Path settings() {
    return data.resolve("server.properties");
  }

  /** Writes the settings and formats the log unless that was done before. */
  void prepare(int port, Optional<Login> login) throws IOException {
    Path log = data.resolve("log").toAbsolutePath();
    Files.createDirectories(log);
    int controller = Ports.free();
    List<String> lines = new ArrayList<>();
    String secured = login.map(l -> "," + Login.LISTENER + "://127.0.0.1:" + l.port()).orElse("");
    lines.addAll(
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "listeners=PLAINTEXT://127.0.0.1:"
                + port
                + ",CONTROLLER://127.0.0.1:"
                + controller
                + secured,
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + port + secured,
            "controller.listener.names=CONTROLLER",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "log.dirs=" + log.toString().replace('\\', '/'),
            "auto.create.topics.enable=false",
            // A killed broker comes back as soon as its old registration has expired.
            "broker.session.timeout.ms=2000",
            "broker.heartbeat.interval.ms=500",
            "offsets.topic.num.partitions=1",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.num.partitions=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "share.coordinator.state.topic.num.partitions=1",
            "share.coordinator.state.topic.replication.factor=1",
            "share.coordinator.state.topic.min.isr=1",
            "group.initial.rebalance.delay.ms=0",
            "log.cleaner.dedupe.buffer.size=2097152",
            "num.network.threads=2",
            "num.io.threads=4"));
    login.ifPresent(l -> lines.addAll(l.settings()));
    Files.write(settings(), lines);
    if (!Files.exists(log.resolve("meta.properties"))) {
      format();
    }
  }

  private void format() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(
            new String[] {
              "format", "-t", Uuid.randomUuid().toString(), "-c", settings().toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IllegalStateException(
          "formatting "
              + data
              + " ended with "
              + status
              + ": "
              + said.toString(StandardCharsets.UTF_8));
    }
  }
}
