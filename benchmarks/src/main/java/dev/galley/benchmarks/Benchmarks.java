package dev.galley.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Starts one of the measurements or proofs; each starts its own server on its own data. */
public final class Benchmarks {
  private static final String USAGE =
      """
      benchmarks MODE [--data-dir DIR] [options]

        start   [--rounds 5]                                  start to first answer
        cycle   [--clients 8] [--assistants 405] [--rounds 1] open, edit, add a skill, commit; then verify
                [--agents FILE]                               on the agents of a file, imported first
        sizes   [--few 3] [--many 300] [--rounds 200]         _edit and _commit by number of skills
        crash   [--clients 8] [--kills 20]                    kill -9 under load; nothing acknowledged is lost
        events  [--commits 100000] [--clients 8]              each commit reaches a consumer once and in order,
                [--broker-kills 10] [--server-kills 10]       with kill -9 of the broker and of the server
        mongo-crash [--clients 8] [--kills 20]                the same as crash on MongoDB
        mongo   [--servers 2] [--commits 5000] [--clients 8]  servers on one MongoDB are killed and paused
                [--faults 10]
        migrate [--assistants 100000]                         PostgreSQL to MongoDB and back: the same bytes
        relays  [--servers 3] [--faults 30] [--clients 4]     servers on one PostgreSQL are killed and paused
        outage  [--minutes 5] [--clients 8]                   the broker is away, authors go on
        latency [--rate 100] [--seconds 30]                   from the commit to a consumer
        compare [--data DIR]                                  diff and merge of a large flow, and how they grow
        autosave [--saves 1000] [--flows DIR]                 what one-field autosaves of a large flow cost
        studio  [--users 50] [--seconds 60] [--rate 2]        studios autosave, undo and redo, with kill -9
                [--kills 3] [--flows DIR]                     of the server in the middle
        files   [--size 20] [--rounds 10] [--heap 128m]       files of so many MiB, both ways, under a small heap
        secrets [--secrets 50]                                no value of a secret is found anywhere
        usage   [--messages 100000] [--clients 8]             usage is what a recount gives, and read as fast
        plugins [--rounds 5] [--seconds 10]                   what a plugin that hangs costs everybody else
        check   --data-dir DIR                                do events, revisions and records fit?

      MongoDB is a stand-in, a process of its own, unless --mongo-uri names one with an empty database.
      Flows are those of DIR/flowise-flows (DIR is GALLEY_DATA by default), or one that is made up.
      Without --data-dir a new directory for temporary files is used. Exit status 1: something is lost or wrong.
      """;

  private Benchmarks() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.out.print(USAGE);
      System.exit(2);
    }
    Options options = new Options(args, 1);
    if (args[0].equals("compare")) {
      System.exit(CompareMode.run(options.path("data")) ? 0 : 1);
    }
    Optional<Path> given = options.path("data-dir");
    Path data = given.isPresent() ? given.get() : Files.createTempDirectory("galley-bench");
    System.out.println("data: " + data);
    boolean good =
        switch (args[0]) {
          case "start" -> StartBenchmark.run(data, options.number("rounds", 5));
          case "cycle" ->
              CycleBenchmark.run(
                  data,
                  options.path("agents"),
                  options.number("clients", 8),
                  options.number("assistants", 405),
                  options.number("rounds", 1));
          case "sizes" ->
              SizeBenchmark.run(
                  data,
                  options.number("few", 3),
                  options.number("many", 300),
                  options.number("rounds", 200));
          case "crash" ->
              CrashHarness.run(data, options.number("clients", 8), options.number("kills", 20));
          case "events" ->
              EventsProof.run(
                  data,
                  options.number("commits", 100_000),
                  options.number("clients", 8),
                  options.number("broker-kills", 10),
                  options.number("server-kills", 10));
          case "mongo-crash" ->
              CrashHarness.onMongo(
                  data,
                  options.text("mongo-uri"),
                  options.number("clients", 8),
                  options.number("kills", 20));
          case "mongo" ->
              MongoProof.run(
                  data,
                  options.text("mongo-uri"),
                  options.number("servers", 2),
                  options.number("commits", 5_000),
                  options.number("clients", 8),
                  options.number("faults", 10));
          case "migrate" ->
              MigrateProof.run(
                  data, options.text("mongo-uri"), options.number("assistants", 100_000));
          case "relays" ->
              RelaysProof.run(
                  data,
                  options.number("servers", 3),
                  options.number("faults", 30),
                  options.number("clients", 4));
          case "outage" ->
              OutageProof.run(data, options.number("minutes", 5), options.number("clients", 8));
          case "latency" ->
              LatencyBenchmark.run(
                  data, options.number("rate", 100), options.number("seconds", 30));
          case "autosave" ->
              AutosaveBenchmark.run(data, options.path("flows"), options.number("saves", 1_000));
          case "plugins" ->
              PluginsBenchmark.run(
                  data, options.number("rounds", 5), options.number("seconds", 10));
          case "studio" ->
              StudioProof.run(
                  data,
                  options.path("flows"),
                  options.number("users", 50),
                  options.number("seconds", 60),
                  options.number("rate", 2),
                  options.number("kills", 3));
          case "files" ->
              FilesProof.run(
                  data,
                  options.number("size", 20),
                  options.number("rounds", 10),
                  options.text("heap").orElse("128m"));
          case "secrets" -> SecretsProof.run(data, options.number("secrets", 50));
          case "usage" ->
              UsageProof.run(
                  data, options.number("messages", 100_000), options.number("clients", 8));
          case "check" -> EventCheck.run(data);
          default -> {
            System.out.print(USAGE);
            yield false;
          }
        };
    System.exit(good ? 0 : 1);
  }
}
