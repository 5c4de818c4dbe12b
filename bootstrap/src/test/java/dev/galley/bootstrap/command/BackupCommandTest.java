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
import dev.galley.contract.Everything;
import dev.galley.contract.InMemoryStoreUnderTest;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups and exports and their way back, in memory where the sort of the store does not matter.
 */
class BackupCommandTest {
  /** Ends as soon as something moves. */
  private static final Duration UNTIL_A_BEAT = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final StoreUnderTest source = InMemoryStoreUnderTest.create();
  private final StoreUnderTest target = InMemoryStoreUnderTest.create();
  private Duration watch = Duration.ofMillis(100);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Surroundings surroundings =
      new Surroundings(
          Map.of(),
          new PrintStream(out, true, UTF_8),
          new PrintStream(err, true, UTF_8),
          false,
          false,
          "alice",
          Clock.systemUTC());

  private Stores stores(Archive from, Archive into) {
    return kind ->
        kind.equals(ServeSettings.POSTGRES)
            ? new OpenStore(kind, "here", from, source.leases(), () -> {})
            : new OpenStore(kind, "there", into, target.leases(), () -> {});
  }

  private Path backup(Archive from, String name) {
    BackupCommand command = new BackupCommand(surroundings);
    command.file = folder.resolve(name);
    assertThat(command.run(stores(from, target.archive()), watch)).isZero();
    return command.file;
  }

  private Path backup() {
    return backup(source.archive(), "all.galley");
  }

  private void restore(Path file, Archive into) throws InterruptedException {
    RestoreCommand command = new RestoreCommand(surroundings);
    command.file = file;
    command.to = "mongo";
    assertThat(command.run(stores(source.archive(), into), watch)).isZero();
  }

  private Path export(Archive from, String name) {
    ExportCommand command = new ExportCommand(surroundings);
    command.file = folder.resolve(name);
    assertThat(command.run(stores(from, target.archive()), watch)).isZero();
    return command.file;
  }

  private void importInto(Path file) throws InterruptedException, IOException {
    new Restoring(surroundings, stores(source.archive(), target.archive()), watch)
        .run(ArchiveFile.recognise(file).orElseThrow(), "mongo");
  }

  private static List<String> lines(Archive archive) {
    List<String> lines = new ArrayList<>();
    for (Part part : Part.values()) {
      List<Entry> page = archive.read(part, "", Archive.PAGE_ENTRIES);
      while (!page.isEmpty()) {
        page.forEach(entry -> lines.add(entry.line(part)));
        page = archive.read(part, page.getLast().key(), Archive.PAGE_ENTRIES);
      }
    }
    return lines;
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private Path packed(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream packing = new GZIPOutputStream(Files.newOutputStream(file))) {
      packing.write(bytes);
    }
    return file;
  }

  private void populateALittle() {
    Author author = Author.inFreshTenant(source);
    author.commit(author.edit(author.open(author.create("One")), "Better."));
    author.edit(author.open(author.create("Two")), "Draft.");
    author.delete(author.create("Gone"));
  }

  private void requireRefused(Path file, String message) {
    assertThatThrownBy(() -> restore(file, target.archive()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
    assertThat(target.archive().isEmpty()).isTrue();
    assertThat(target.archive().unfinished()).isEmpty();
  }

  @Test
  void everythingComesBack() throws IOException, InterruptedException {
    Everything.into(source);
    Path file = backup();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
    List<String> lines = lines(source.archive());
    assertThat(out.toString(UTF_8)).startsWith(lines.size() + " entries of postgres (here) in ");

    restore(file, target.archive());
    assertThat(lines(target.archive())).isEqualTo(lines);
    assertThat(target.archive().unfinished()).isEmpty();
    assertThat(out.toString(UTF_8))
        .contains(lines.size() + " entries of " + file + " are in mongo")
        .contains("There are secrets in it.");

    assertThatThrownBy(() -> restore(file, target.archive()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("mongo (there) is not empty; 'galley restore' needs an empty store.");
    BackupCommand again = new BackupCommand(surroundings);
    again.file = file;
    assertThatThrownBy(() -> again.run(stores(source.archive(), target.archive()), watch))
        .hasMessageContaining("--force");
  }

  @Test
  void whatIsNestedAsDeeplyAsAnythingCanBeComesBack() throws InterruptedException {
    JsonObject data = JsonObject.EMPTY;
    for (int depth = 2; depth < JsonReader.MAX_DEPTH; depth++) {
      data = JsonObject.EMPTY.with("a", data);
    }
    JsonObject content = JsonObject.builder().put("name", "Deep").put("data", data).build();
    Author.inFreshTenant(source).create(AssistantContent.fromJson(content));

    restore(backup(), target.archive());

    assertThat(lines(target.archive())).isEqualTo(lines(source.archive()));
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    populateALittle();
    byte[] bytes = Files.readAllBytes(backup());
    Path file = folder.resolve("flipped");
    // The ten bytes of the packing's own head say nothing of what is in it.
    for (int at = 10; at < bytes.length; at += 29) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      requireRefused(file, file.toString());
    }
  }

  @Test
  void aFileThatWasCutOffIsNoticed() throws IOException {
    populateALittle();
    byte[] bytes = Files.readAllBytes(backup());
    Path file = folder.resolve("cut");
    for (int length = 0; length < bytes.length; length += 41) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      requireRefused(file, file.toString());
    }
    byte[] plain = unpacked(backup(source.archive(), "second"));
    String text = new String(plain, UTF_8);
    int end = text.lastIndexOf("{\"end\"");
    requireRefused(
        packed("without-end", text.substring(0, end).getBytes(UTF_8)),
        "without-end is not whole: it ends before its last line.");
    int line = text.indexOf('\n', text.indexOf("\"part\":\"revision\""));
    requireRefused(
        packed("half", text.substring(0, line + 1).getBytes(UTF_8)), "half is not whole");
  }

  @Test
  void whatSomebodyHasChangedIsNoticed() throws IOException {
    populateALittle();
    String text = new String(unpacked(backup()), UTF_8);
    requireRefused(
        packed("author", text.replaceFirst("\"by\":\"ada\"", "\"by\":\"eve\"").getBytes(UTF_8)),
        "author is damaged: its sums are not those of its last line.");
    requireRefused(
        packed("content", text.replaceFirst("Better\\.", "Worse..").getBytes(UTF_8)),
        "content is damaged: the snapshot ");
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.add(2, lines.remove(1));
    requireRefused(
        packed("order", (String.join("\n", lines) + "\n").getBytes(UTF_8)), "out of its order");
    requireRefused(packed("more", (text + "{}\n").getBytes(UTF_8)), "behind its last line");
    requireRefused(
        packed("newer", text.replace("\"format\":1", "\"format\":2").getBytes(UTF_8)),
        "newer was written by a newer Galley");
    requireRefused(
        packed("strange", text.replace("\"part\":\"name\"", "\"part\":\"nome\"").getBytes(UTF_8)),
        "belongs to no part");
  }

  /** An archive that has no moments, or whose process ends after so many pages. */
  private static class Limited implements Archive {
    private final Archive archive;
    private int pages;

    Limited(Archive archive, int pages) {
      this.archive = archive;
      this.pages = pages;
    }

    @Override
    public <T> Optional<T> atOneMoment(Function<ArchiveView, T> work) {
      return Optional.empty();
    }

    @Override
    public List<Entry> read(Part part, String after, int limit) {
      return archive.read(part, after, limit);
    }

    @Override
    public long count(Part part) {
      return archive.count(part);
    }

    @Override
    public void write(Part part, List<Entry> entries) {
      if (pages-- == 0) {
        throw new IllegalStateException("killed");
      }
      archive.write(part, entries);
    }

    @Override
    public Optional<String> last(Part part) {
      return archive.last(part);
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
  void aRestoreThatWasKilledGoesOnWithTheSameFileOnly() throws InterruptedException {
    Everything.into(source);
    Path file = backup();
    List<String> lines = lines(source.archive());
    source.models().put(new TenantId("other"), new Model("m", "M", "fast"));
    Path other = backup(source.archive(), "other.galley");
    for (int kill = 0; kill < 8; kill++) {
      Archive dying = new Limited(target.archive(), 1);
      assertThatThrownBy(() -> restore(file, dying)).hasMessage("killed");
    }
    OpenStore half = stores(source.archive(), target.archive()).open("mongo");
    assertThatThrownBy(half::requireWhole)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("'galley restore FILE' with the same file goes on");
    assertThatThrownBy(() -> restore(other, target.archive()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("go on with that one, or empty the store");

    restore(file, target.archive());
    assertThat(lines(target.archive())).isEqualTo(lines);
  }

  @Test
  void whatSomebodyPutsInMeanwhileIsNoticed() {
    populateALittle();
    Path file = backup();
    Archive disturbed =
        new Limited(target.archive(), Integer.MAX_VALUE) {
          @Override
          public void begin(String from) {
            super.begin(from);
            target.models().put(new TenantId("other"), new Model("m", "M", "fast"));
          }
        };
    assertThatThrownBy(() -> restore(file, disturbed))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("does not hold what the file does: 1 of 0 entries of model");
    assertThat(target.archive().unfinished()).isPresent();
  }

  @Test
  void whileAServerWorksABackupNeedsMoments() throws InterruptedException {
    populateALittle();
    Lease lease = source.leases().take("feed/positions", Optional.empty(), "server").orElseThrow();
    Thread server =
        Thread.ofVirtual()
            .start(() -> {
              while (!source.leases().beat(List.of(lease)).isEmpty()) {
                try {
                  Thread.sleep(50);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    watch = UNTIL_A_BEAT;
    assertThat(backup()).exists();
    Archive without = new Limited(source.archive(), 0);
    for (Function<String, Path> command :
        List.<Function<String, Path>>of(
            name -> backup(without, name), name -> export(without, name))) {
      assertThatThrownBy(() -> command.apply("none"))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("A server works on postgres (here); stop it");
      assertThat(folder.resolve("none")).doesNotExist();
    }
    server.interrupt();
    server.join();
    watch = Duration.ofMillis(100);
    assertThat(backup(without, "quiet")).exists();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void anExportOfAnImportIsTheSameFile() throws IOException, InterruptedException {
    Everything.into(source);
    Path first = export(source.archive(), "first.jsonl");
    importInto(first);
    Path second = export(target.archive(), "second.jsonl");

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.readString(first)).startsWith("{\"format\":1,\"galley\":\"export\"}\n");
    assertThatThrownBy(() -> importInto(first))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("'galley import' needs an empty store");
  }

  @Test
  void noSecretIsInAnExport() throws IOException {
    Everything.into(source);
    String[] canaries = {
      Everything.LIVE_TOKEN.value(),
      Everything.DRAFT_TOKEN.value(),
      "é secret-value there",
      "é api-token there",
      "é tenant-keys there"
    };
    assertThat(new String(unpacked(backup()), UTF_8)).contains(canaries);
    assertThat(Files.readString(export(source.archive(), "all.jsonl"))).doesNotContain(canaries);
  }

  @Test
  void anExportGoesToTheStandardOutputOrOfOneTenant() throws IOException {
    Everything.into(source);
    ExportCommand command = new ExportCommand(surroundings);
    assertThat(command.run(stores(source.archive(), target.archive()), watch)).isZero();
    Path file = export(source.archive(), "all.jsonl");
    assertThat(out.toByteArray()).startsWith(Files.readAllBytes(file));
    assertThat(err.toString(UTF_8)).contains(" entries of postgres (here) in the standard output");

    command.tenant = "acme";
    command.file = folder.resolve("acme.jsonl");
    command.run(stores(source.archive(), target.archive()), watch);
    assertThat(Files.readString(command.file)).contains("\"acme/").doesNotContain("\"acme-test/");
    command.tenant = "acne";
    command.file = folder.resolve("acne.jsonl");
    assertThatThrownBy(() -> command.run(stores(source.archive(), target.archive()), watch))
        .hasMessage("There is nothing of the tenant acne in postgres (here).");
    assertThat(command.file).doesNotExist();
    command.tenant = "a/b";
    assertThatThrownBy(() -> command.run(stores(source.archive(), target.archive()), watch))
        .hasMessageStartingWith("--tenant: a/b (expected:");
  }

  @Test
  void aFileOfAnotherSortIsNamed() throws IOException {
    populateALittle();
    String backup = backup().toString();
    String export = export(source.archive(), "all.jsonl").toString();
    Path lobe = folder.resolve("lobe.jsonl");
    Files.writeString(lobe, "{\"identifier\":\"pilot\",\"meta\":{},\"config\":{}}\n");
    Terminal terminal = new Terminal(folder.resolve("data"));

    assertThat(terminal.run("import", backup).err())
        .contains("is no export but a backup; 'galley restore' takes it.");
    assertThat(terminal.run("restore", export).err())
        .contains("is no backup but an export; 'galley import' takes it.");
    assertThat(terminal.run("restore", lobe.toString()).err()).contains("is no backup");
    assertThat(terminal.run("restore", "nowhere").err()).contains("nowhere");
    assertThat(terminal.run("import", "--format", "galley", lobe.toString()).err())
        .contains("is no export of Galley");
    assertThat(terminal.run("import", export, lobe.toString()).err()).contains("the only file");
    assertThat(terminal.run("import", "--shared", export).err()).contains("make no sense with it");
    assertThat(terminal.run(Map.of("GALLEY_URL", "http://localhost:1"), "import", export).err())
        .contains("goes into a store and not through a server");
    assertThat(terminal.run("backup", folder.resolve("new").toString()).err())
        .contains("there is no store");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
