package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.Lease;
import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.ArchiveView;
import dev.galley.contract.Author;
import dev.galley.contract.InMemoryStoreUnderTest;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.model.Model;
import dev.galley.rest.security.LocalKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations and exports, in memory where the sort of the store does not matter. */
class MigrateCommandTest {
  /** Ends as soon as something moves. */
  private static final Duration UNTIL_A_BEAT = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final StoreUnderTest source = InMemoryStoreUnderTest.create();
  private final StoreUnderTest target = InMemoryStoreUnderTest.create();
  private Duration watch = Duration.ofMillis(100);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Surroundings surroundings =
      new Surroundings(
          Map.of(),
          new PrintStream(out, true, UTF_8),
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
          false,
          false,
          "alice",
          Clock.systemUTC());

  private Stores stores(Archive into) {
    return kind ->
        kind.equals(ServeSettings.POSTGRES)
            ? new OpenStore(kind, "here", source.archive(), source.leases(), () -> {})
            : new OpenStore(kind, "there", into, target.leases(), () -> {});
  }

  private int migrate(Archive into, Consumer<MigrateCommand> options) throws InterruptedException {
    MigrateCommand command = new MigrateCommand(surroundings);
    command.from = "postgres";
    command.to = "mongo";
    options.accept(command);
    return command.run(stores(into), watch);
  }

  private int migrate() throws InterruptedException {
    return migrate(target.archive(), command -> {});
  }

  private String said() {
    String said = out.toString(UTF_8);
    out.reset();
    return said;
  }

  private Author populate() {
    Author author = Author.inFreshTenant(source);
    author.commit(author.edit(author.open(author.create("One")), "Better."));
    author.edit(author.open(author.create("Two")), "Draft.");
    author.delete(author.create("Gone"));
    author.mustSave(
        author.creationChange("Three").with(Author.receipt(Instant.ofEpochMilli(1_000))));
    source.models().put(author.tenant(), new Model("m", "M", "fast"));
    return author;
  }

  @Test
  void everythingIsCopiedComparedAndFinished() throws InterruptedException {
    Author author = populate();
    assertThat(migrate()).isZero();

    assertThat(said())
        .contains("From postgres (here)", "to   mongo (there)")
        .containsPattern("aggregate +4 +4  [0-9a-f]{64}\n")
        .containsPattern("model +1 +1  [0-9a-f]{64}\n")
        .endsWith("Both stores hold the same; finished.\n");
    assertThat(target.archive().unfinished()).isEmpty();
    assertThat(Author.in(author.tenant(), target).listed()).isEqualTo(author.listed()).hasSize(3);

    assertThatThrownBy(this::migrate).hasMessageContaining("not empty");
    assertThat(migrate(target.archive(), command -> command.check = true)).isZero();
    assertThat(said()).endsWith("Both stores hold the same.\n");
  }

  @Test
  void aMigrationThatWasKilledGoesOn() throws InterruptedException {
    populate();
    for (int kill = 1; kill < 6; kill++) {
      Interrupted archive = new Interrupted(target.archive(), 1);
      assertThatThrownBy(() -> migrate(archive, command -> {})).hasMessage("killed");
      assertThat(archive.written).hasSize(1);
      assertThat(target.archive().unfinished()).contains("postgres (here)");
    }
    Interrupted archive = new Interrupted(target.archive(), Integer.MAX_VALUE);
    assertThat(migrate(archive, command -> {})).isZero();
    assertThat(archive.written)
        .doesNotContain(Part.SNAPSHOT, Part.AGGREGATE, Part.NAME, Part.REVISION)
        .contains(Part.MODEL);
    assertThat(target.archive().unfinished()).isEmpty();
  }

  /** An archive whose process ends after so many pages. */
  private static class Interrupted implements Archive {
    private final Archive archive;
    private final int pages;
    private final List<Part> written = new ArrayList<>();

    Interrupted(Archive archive, int pages) {
      this.archive = archive;
      this.pages = pages;
    }

    @Override
    public List<Entry> read(Part part, String after, int limit) {
      return archive.read(part, after, limit);
    }

    @Override
    public <T> Optional<T> atOneMoment(Function<ArchiveView, T> work) {
      return archive.atOneMoment(work);
    }

    @Override
    public void write(Part part, List<Entry> entries) {
      if (written.size() == pages) {
        throw new IllegalStateException("killed");
      }
      written.add(part);
      archive.write(part, entries);
    }

    @Override
    public Optional<String> last(Part part) {
      return archive.last(part);
    }

    @Override
    public long count(Part part) {
      return archive.count(part);
    }

    @Override
    public Optional<String> unfinished() {
      return archive.unfinished();
    }

    @Override
    public void begin(String from) {
      archive.begin(from);
    }

    @Override
    public void finish() {
      archive.finish();
    }
  }

  @Test
  void aSourceThatChangedMeanwhileIsNoticed() throws InterruptedException {
    Author author = populate();
    Interrupted archive = new Interrupted(target.archive(), 3);
    assertThatThrownBy(() -> migrate(archive, command -> {})).hasMessage("killed");
    author.editLive(author.create("Late"), "Later.");
    author.find(author.named(Author.NAME + ":one").orElseThrow()).ifPresent(author::open);

    assertThatThrownBy(this::migrate)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("the source was changed");
    assertThat(said()).containsPattern("aggregate +5 +\\d+  DIFFERENT");
    assertThat(target.archive().unfinished()).isPresent();
  }

  @Test
  void aDifferenceIsToldByTheCheck() throws InterruptedException {
    populate();
    migrate();
    source.models().put(new TenantId("other"), new Model("m", "M", "fast"));

    assertThatThrownBy(() -> migrate(target.archive(), command -> command.check = true))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The two stores are different.");
    assertThat(said()).containsPattern("model +2 +1  DIFFERENT");
    assertThat(target.archive().unfinished()).isEmpty();
  }

  @Test
  void anotherMigrationsTargetIsRefused() {
    target.archive().begin("postgres (elsewhere)");
    assertThatThrownBy(this::migrate)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("postgres (elsewhere)");
  }

  @Test
  void aSourceThatIsItselfUnfinishedIsRefused() {
    source.archive().begin("mongo (there)");
    assertThatThrownBy(this::migrate)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("galley migrate --from mongo --to postgres");
  }

  @Test
  void aStoreThatAServerWorksOnIsRefused() throws InterruptedException {
    populate();
    watch = UNTIL_A_BEAT;
    // The source is watched first: on its way to the target nothing of it may stand still.
    for (StoreUnderTest store : List.of(target, source)) {
      Lease lease = store.leases().take("feed/positions", Optional.empty(), "server").orElseThrow();
      Thread server =
          Thread.ofVirtual()
              .start(() -> {
                while (!store.leases().beat(List.of(lease)).isEmpty()) {
                  try {
                    Thread.sleep(50);
                  } catch (InterruptedException e) {
                    return;
                  }
                }
              });
      assertThatThrownBy(this::migrate)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("A server works on");
      server.interrupt();
      server.join();
      assertThat(target.archive().unfinished()).isEmpty();
    }
    watch = Duration.ofMillis(100);
    // Both have crashed: their leases stand still.
    assertThat(migrate()).isZero();
  }

  @Test
  void aServerThatStartsInBetweenIsSeenAtTheEnd() {
    populate();
    Archive started =
        new Interrupted(target.archive(), Integer.MAX_VALUE) {
          @Override
          public void begin(String from) {
            super.begin(from);
            source.leases().take("feed/positions", Optional.empty(), "server");
          }
        };
    assertThatThrownBy(() -> migrate(started, command -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("A server works on postgres (here)");
    assertThat(target.archive().unfinished()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "paper,mongo,--from: paper (expected: postgres or mongo)",
    "mongo,memory,--to: memory (expected: postgres or mongo)",
    "mongo,mongo,--from and --to: both mongo",
  })
  void whatMakesNoSenseIsNamed(String from, String to, String message) {
    Terminal.Result result = new Terminal(folder).run("migrate", "--from", from, "--to", to);

    assertThat(result.err()).startsWith("galley: " + message);
    assertThat(result.exitCode()).isEqualTo(CommandFailure.MISUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "GALLEY_MONGO_URI, mongodb://localhost/galley?replicaSet=rs, mongo",
    "GALLEY_POSTGRES_URL, jdbc:postgresql://localhost/galley, postgres",
    "GALLEY_STORE, postgres, postgres"
  })
  void anExportIsOfTheStoreThatAServerWouldUse(String variable, String value, String kind)
      throws InterruptedException {
    ExportCommand command =
        new ExportCommand(
            new Surroundings(
                Map.of(variable, value),
                surroundings.out(),
                surroundings.err(),
                false,
                false,
                "alice",
                Clock.systemUTC()));
    command.file = folder.resolve("all.jsonl");
    List<String> opened = new ArrayList<>();

    command.run(
        asked -> {
          opened.add(asked);
          return stores(target.archive()).open(asked);
        },
        watch);

    assertThat(opened).containsExactly(kind);
  }

  /** PostgreSQL of its own, opened without a server and then with one. */
  @Test
  void noServerStartsOnAnUnfinishedTarget() throws IOException {
    // The database's own user has to reach it, which it can't in a folder of tests.
    Path data =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target").toAbsolutePath()), "migrate-");
    populate();
    try (OpenStore store = Stores.of(data, surroundings).open(ServeSettings.POSTGRES)) {
      assertThat(store.archive().isEmpty()).isTrue();
      store.archive().begin("mongo (there)");
      new Migration(surroundings).copy(source.archive(), store.archive());
      assertThat(new Migration(surroundings).compare(source.archive(), store.archive()))
          .allMatch(Migration.Row::same);
      assertThat(store.leases().all("")).isEmpty();
    }
    assertThat(LocalKey.file(data)).doesNotExist();

    Terminal terminal = new Terminal(data);
    Map<String, String> free = Map.of("GALLEY_PORT", "0");
    String message =
        "A migration from mongo (there) into this store is unfinished; 'galley migrate --from"
            + " mongo --to postgres' goes on with it and finishes it.";
    assertThat(terminal.run(free, "serve").err()).contains("galley: " + message);
    String file = data.resolve("all.jsonl").toString();
    assertThat(terminal.run(free, "export", file).err()).contains(message);
    try (OpenStore store = Stores.of(data, surroundings).open(ServeSettings.POSTGRES)) {
      store.archive().finish();
    }
    Terminal.Result exported = terminal.run(free, "export", file);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("entries of postgres (PostgreSQL of its own, in " + data);
    assertThat(Files.readAllLines(Path.of(file), UTF_8)).hasSizeGreaterThan(15);
  }
}
