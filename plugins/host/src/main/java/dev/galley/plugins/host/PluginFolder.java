package dev.galley.plugins.host;

import dev.galley.application.plugin.PluginReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of the two folders: which file each has come from, which of them run, and why the
 * others do not. One thing is changed at a time; whoever reads sees the state before or after it.
 */
final class PluginFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
  private static final String JAR = ".jar";
  private static final int MAX_FILES = 200;

  /** A file that was changed less than this ago may still be written to. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  private final PluginSettings settings;
  private final PluginStarter starter;
  private final Map<Path, Slot> slots = new TreeMap<>();
  private volatile Catalogue catalogue = Catalogue.EMPTY;
  private volatile List<Shown> shown = List.of();
  private List<Shown> beyond = List.of();
  private boolean closed;

  PluginFolder(PluginSettings settings) {
    this.settings = settings;
    this.starter = new PluginStarter(settings.limits());
  }

  /** What a file looked like when it was read. */
  private record Stamp(long size, FileTime changed, long signature, FileTime signed) {}

  /** A plugin that runs, with what it was trusted for. */
  private record Running(LoadedPlugin plugin, String sha256, Trust.Proof proof) {}

  /** A jar that may be loaded. */
  private record Trusted(PluginJar jar, Trust.Proof proof) {}

  /** A plugin that is ready to be asked, and where the one runs whose place it takes. */
  private record Started(LoadedPlugin plugin, Trusted trusted, Optional<Slot> before) {}

  /** A file and what has become of it. */
  private static final class Slot {
    private final Path path;
    private final boolean builtIn;
    private Optional<Stamp> stamp = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> sha256 = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private Optional<String> reason = Optional.empty();

    /** Whether it stands back for another plugin, and may get its turn when that one goes. */
    private boolean waits;

    Slot(Path path, boolean builtIn) {
      this.path = path;
      this.builtIn = builtIn;
    }

    String file() {
      return String.valueOf(path.getFileName());
    }

    void holds(PluginJar jar) {
      id = jar.id();
      version = jar.version();
      sha256 = Optional.of(jar.sha256());
    }
  }

  /**
   * A slot as it was when it was last changed; what the plugin does is asked for when it is shown.
   */
  private record Shown(
      String file,
      boolean builtIn,
      Optional<String> id,
      Optional<String> version,
      Optional<String> sha256,
      Optional<Running> running,
      Optional<String> reason) {

    static Shown of(Slot slot) {
      return new Shown(
          slot.file(), slot.builtIn, slot.id, slot.version, slot.sha256, slot.running, slot.reason);
    }

    PluginReport report() {
      Optional<String> suspended = running.flatMap(present -> present.plugin().suspended());
      return new PluginReport(
          file,
          running.map(present -> present.plugin().id()).or(() -> id),
          running.map(present -> present.plugin().version()).or(() -> version),
          running.map(Running::sha256).or(() -> sha256),
          running.isEmpty()
              ? PluginReport.State.REFUSED
              : suspended.isPresent() ? PluginReport.State.SUSPENDED : PluginReport.State.RUNNING,
          suspended.or(() -> reason),
          running.flatMap(present -> present.proof().publisher()),
          running.map(present -> present.proof().allowed()).orElse(false),
          builtIn,
          running.stream().flatMap(r -> r.plugin().templates().keySet().stream()).sorted().toList(),
          running.stream()
              .flatMap(r -> r.plugin().gates().stream())
              .map(LoadedPlugin.Gate::id)
              .toList(),
          running.map(present -> present.plugin().failures()).orElse(0L));
    }
  }

  Catalogue catalogue() {
    return catalogue;
  }

  List<PluginReport> reports() {
    return shown.stream().map(Shown::report).toList();
  }

  /**
   * Looks at the folders, and brings what runs into line with them.
   *
   * @param first whether the server starts; files are then taken as they are
   */
  synchronized void scan(boolean first) {
    if (closed) {
      return;
    }
    Map<Path, Boolean> files = new LinkedHashMap<>();
    Optional<List<Path>> builtIn = settings.builtIn().flatMap(PluginFolder::list);
    Optional<List<Path>> others = list(settings.folder());
    builtIn.ifPresent(list -> list.forEach(file -> files.put(file, true)));
    others.ifPresent(list -> list.forEach(file -> files.putIfAbsent(file, false)));
    // Of a folder that can't be read now nothing is known, not that it is empty.
    List<Path> gone =
        slots.values().stream()
            .filter(slot -> (slot.builtIn ? builtIn : others).isPresent())
            .map(slot -> slot.path)
            .filter(path -> !files.containsKey(path))
            .toList();
    gone.forEach(this::drop);
    List<Shown> left = new ArrayList<>();
    leaveOut(files, true).ifPresent(left::add);
    leaveOut(files, false).ifPresent(left::add);
    if (!left.isEmpty() && !left.equals(beyond)) {
      left.forEach(one -> LOG.warn("Plugin {} is not loaded: {}", one.file(), one.reason().get()));
    }
    beyond = List.copyOf(left);
    List<Slot> changed = new ArrayList<>();
    files.forEach((path, cameWithServer) -> {
      Slot slot = slots.computeIfAbsent(path, p -> new Slot(p, cameWithServer));
      Optional<Stamp> stamp = stamp(path);
      if (stamp.isPresent()
          && !stamp.equals(slot.stamp)
          && (first || hasSettled(stamp.get().changed()))) {
        slot.stamp = stamp;
        changed.add(slot);
      }
    });
    changed.forEach(this::take);
    if (!gone.isEmpty() || !changed.isEmpty()) {
      slots.values().stream().filter(slot -> slot.waits).toList().forEach(this::take);
    }
    publish();
  }

  /**
   * Leaves out what a folder holds beyond its bound: of the files that are new the last ones by
   * name, so that none of those that run has to go for them.
   *
   * @return a report of what is left out
   */
  private Optional<Shown> leaveOut(Map<Path, Boolean> files, boolean builtIn) {
    long known = slots.values().stream().filter(slot -> slot.builtIn == builtIn).count();
    List<Path> left =
        files.entrySet().stream()
            .filter(file -> file.getValue() == builtIn && !slots.containsKey(file.getKey()))
            .map(Map.Entry::getKey)
            .skip(Math.max(0, MAX_FILES - known))
            .toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    files.keySet().removeAll(left);
    Slot first = new Slot(left.getFirst(), builtIn);
    first.reason =
        Optional.of(
            "No more than "
                + MAX_FILES
                + " jars of a folder are looked at: this one is left out"
                + (left.size() == 1 ? "." : ", and " + (left.size() - 1) + " behind it."));
    return Optional.of(Shown.of(first));
  }

  /** The jars of a folder, by name; empty when it is not there, or can't be read. */
  private static Optional<List<Path>> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return Optional.of(
          files
              .filter(file -> String.valueOf(file.getFileName()).endsWith(JAR))
              .filter(Files::isRegularFile)
              .map(Path::toAbsolutePath)
              .sorted()
              .toList());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder of plugins {} can't be read", folder, e);
      return Optional.empty();
    }
  }

  private static Optional<Stamp> stamp(Path path) {
    try {
      BasicFileAttributes jar = Files.readAttributes(path, BasicFileAttributes.class);
      Path signature = PluginFiles.signatureOf(path);
      boolean signed = Files.isRegularFile(signature);
      return Optional.of(
          new Stamp(
              jar.size(),
              jar.lastModifiedTime(),
              signed ? Files.size(signature) : -1,
              signed ? Files.getLastModifiedTime(signature) : FileTime.fromMillis(0)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean hasSettled(FileTime changed) {
    Duration age = Duration.between(changed.toInstant(), Instant.now());
    // A clock that goes wrong must not keep a plugin out for ever.
    return age.isNegative() || age.compareTo(SETTLED) >= 0;
  }

  private void drop(Path path) {
    Slot slot = slots.remove(path);
    if (slot != null && slot.running.isPresent()) {
      Running running = slot.running.get();
      slot.running = Optional.empty();
      publish();
      running.plugin().close();
      LOG.info("Plugin {} {} unloaded", running.plugin().id(), running.plugin().version());
    }
  }

  private void take(Slot slot) {
    try {
      byte[] bytes = PluginJar.bytes(slot.path, settings.maxBytes());
      slot.waits = false;
      slot.id = Optional.empty();
      slot.version = Optional.empty();
      slot.sha256 = Optional.of(PluginJar.sha256(bytes));
      Trusted trusted = trusted(slot.file(), bytes, proof(slot, bytes));
      slot.holds(trusted.jar());
      enter(slot, started(slot, trusted));
    } catch (PluginFault fault) {
      refused(slot, fault);
    } catch (RuntimeException | Error e) {
      // Errors too: one jar must not keep the server, or the other plugins, from coming up.
      LOG.error("The plugin {} can't be taken in", slot.file(), e);
      refused(slot, new PluginFault("It can't be taken in: " + Guard.described(e)));
    }
  }

  private void refused(Slot slot, PluginFault fault) {
    slot.reason =
        Optional.of(
            slot.running
                .map(running ->
                    "Version "
                        + running.plugin().version()
                        + " goes on, since the file that has come in its place is refused: "
                        + fault.reason())
                .orElse(fault.reason()));
    LOG.warn("Plugin {} is not loaded: {}", slot.file(), fault.reason());
  }

  private Trust.Proof proof(Slot slot, byte[] bytes) throws PluginFault {
    if (slot.builtIn) {
      return new Trust.Proof(Optional.empty(), false);
    }
    try {
      return settings.trust().of(bytes, PluginFiles.signature(slot.path));
    } catch (PluginFault fault) {
      if (!PluginFiles.hasNextSignature(slot.path)) {
        throw fault;
      }
      // A server that ended while it took this jar in has left its signature beside it.
      Trust.Proof proof = settings.trust().of(bytes, PluginFiles.nextSignature(slot.path));
      PluginFiles.settle(slot.path);
      return proof;
    }
  }

  private Trusted trusted(String file, byte[] bytes, Trust.Proof proof) throws PluginFault {
    return new Trusted(PluginJar.of(file, bytes, settings.maxBytes()), proof);
  }

  /** Starts what a file holds; nobody asks it yet. */
  private Started started(Slot slot, Trusted trusted) throws PluginFault {
    PluginStarter.checkManifest(trusted.jar());
    Optional<Slot> before = holder(trusted.jar(), slot);
    LoadedPlugin plugin = starter.start(trusted.jar());
    Optional<String> taken = taken(plugin, slot, before);
    if (taken.isPresent()) {
      plugin.close();
      slot.waits = true;
      throw new PluginFault(taken.get());
    }
    return new Started(plugin, trusted, before);
  }

  /** Has a plugin asked, instead of what was there before. */
  private void enter(Slot slot, Started started) {
    PluginJar jar = started.trusted().jar();
    Trust.Proof proof = started.trusted().proof();
    LoadedPlugin plugin = started.plugin();
    // The plugin that it replaces, and the one of another id that its file has held before.
    List<Running> old =
        Stream.concat(started.before().stream(), Stream.of(slot))
            .distinct()
            .flatMap(holding -> holding.running.stream())
            .toList();
    started
        .before()
        .ifPresent(holding -> {
          holding.running = Optional.empty();
          if (holding != slot) {
            holding.waits = true;
            holding.reason = Optional.of(slot.file() + " has a newer version of this plugin.");
          }
        });
    slot.running = Optional.of(new Running(plugin, jar.sha256(), proof));
    slot.reason = Optional.empty();
    slot.waits = false;
    slot.holds(jar);
    slots.put(slot.path, slot);
    // Whoever asks from now on asks the new one; the old one then ends what it has begun.
    publish();
    old.forEach(running -> running.plugin().close());
    LOG.info("Plugin {} {} loaded from {}", plugin.id(), plugin.version(), slot.file());
    old.forEach(running ->
        LOG.info(
            "Plugin {} {} unloaded in its favour",
            running.plugin().id(),
            running.plugin().version()));
    if (!slot.builtIn && !proof.isThere()) {
      LOG.warn(
          "Plugin {} is neither signed by a known publisher nor on the list of allowed ones; it can do"
              + " whatever the server can",
          plugin.id());
    }
  }

  /** The slot whose plugin this one is to replace: of the same id, and not newer. */
  private Optional<Slot> holder(PluginJar jar, Slot slot) throws PluginFault {
    for (Slot other : slots.values()) {
      if (other.running.isEmpty()
          || !other.running.get().plugin().id().equals(jar.id().orElse(""))) {
        continue;
      }
      if (other == slot) {
        return Optional.of(slot);
      }
      String version = other.running.get().plugin().version();
      if (other.builtIn && !slot.builtIn) {
        throw new PluginFault("A plugin that came with the server has the same Plugin-Id.");
      }
      if (PluginStarter.compare(jar.version().orElseThrow(), version) <= 0) {
        slot.waits = true;
        throw new PluginFault(
            other.file() + " has version " + version + " of the same plugin, which is not older.");
      }
      return Optional.of(other);
    }
    return Optional.empty();
  }

  /** Why a plugin can't be there beside the others. */
  private Optional<String> taken(LoadedPlugin plugin, Slot own, Optional<Slot> replaced) {
    for (Slot other : slots.values()) {
      if (other.running.isEmpty()
          || other == own
          || replaced.filter(slot -> slot == other).isPresent()) {
        continue;
      }
      LoadedPlugin present = other.running.get().plugin();
      for (String id : plugin.templates().keySet()) {
        if (present.templates().containsKey(id)) {
          return Optional.of(
              "The plugin " + present.id() + " has a template with the id '" + id + "' already.");
        }
      }
      for (LoadedPlugin.Gate gate : plugin.gates()) {
        if (present.gates().stream().anyMatch(g -> g.id().equals(gate.id()))) {
          return Optional.of(
              "The plugin "
                  + present.id()
                  + " has a gate with the id '"
                  + gate.id()
                  + "' already.");
        }
      }
    }
    return Optional.empty();
  }

  private void publish() {
    Collection<LoadedPlugin> plugins =
        slots.values().stream()
            .flatMap(slot -> slot.running.stream())
            .map(Running::plugin)
            .toList();
    catalogue = Catalogue.of(plugins);
    shown = Stream.concat(slots.values().stream().map(Shown::of), beyond.stream()).toList();
  }

  /**
   * Takes in a plugin that somebody has sent; it is asked when it runs and its files are on the
   * disk. One that is there already, just so, stays as it is.
   *
   * @throws IOException when its files can't be written; what ran before goes on
   */
  synchronized PluginReport install(byte[] bytes, Optional<String> signature)
      throws PluginFault, IOException {
    if (closed) {
      throw new PluginFault("The server stops.");
    }
    if (bytes.length > settings.maxBytes()) {
      throw PluginJar.tooLarge(settings.maxBytes());
    }
    Trusted sent = trusted("upload.jar", bytes, settings.trust().of(bytes, signature));
    PluginStarter.checkManifest(sent.jar());
    Slot slot = placeOf(sent.jar().id().orElseThrow());
    if (isThere(slot, sent)) {
      PluginFiles.force(slot.path);
    } else {
      replace(slot, sent, bytes, signature);
    }
    return reports().stream()
        .filter(report -> report.file().equals(slot.file()) && !report.builtIn())
        .findFirst()
        .orElseThrow();
  }

  /** Where a plugin of this id is kept, or will be. */
  private Slot placeOf(String id) throws PluginFault {
    Path file =
        slots.values().stream()
            .filter(slot -> !slot.builtIn)
            .filter(slot -> slot.running.filter(r -> r.plugin().id().equals(id)).isPresent())
            .map(slot -> slot.path)
            .findFirst()
            .orElse(settings.folder().toAbsolutePath().resolve(id + JAR));
    Slot slot = Optional.ofNullable(slots.get(file)).orElseGet(() -> new Slot(file, false));
    Optional<String> other =
        Stream.concat(slot.running.stream().map(running -> running.plugin().id()), slot.id.stream())
            .filter(held -> !held.equals(id))
            .findFirst();
    if (other.isPresent()) {
      throw new PluginFault(
          "Its file would be " + slot.file() + ", which holds the plugin " + other.get() + ".");
    }
    if (slot.stamp.isEmpty() && Files.exists(file)) {
      throw new PluginFault(
          "Its file would be " + slot.file() + ", which is there and was not looked at yet.");
    }
    if (slots.get(file) == null
        && slots.values().stream().filter(one -> !one.builtIn).count() >= MAX_FILES) {
      throw new PluginFault("The folder of plugins has " + MAX_FILES + " jars already.");
    }
    return slot;
  }

  /** Whether a slot runs just this, well, from a file that holds just this. */
  private static boolean isThere(Slot slot, Trusted sent) {
    return slot.running
            .filter(running -> running.sha256().equals(sent.jar().sha256()))
            .filter(running -> running.proof().equals(sent.proof()))
            .filter(running -> running.plugin().suspended().isEmpty())
            .isPresent()
        && slot.reason.isEmpty()
        && slot.stamp.isPresent()
        && slot.stamp.equals(stamp(slot.path));
  }

  private void replace(Slot slot, Trusted sent, byte[] bytes, Optional<String> signature)
      throws PluginFault, IOException {
    boolean waited = slot.waits;
    boolean done = false;
    try {
      PluginFiles.prepare(slot.path, bytes, signature);
      Started started = started(slot, sent);
      try {
        PluginFiles.exchange(slot.path);
        done = true;
      } finally {
        if (!done) {
          started.plugin().close();
        }
      }
      enter(slot, started);
    } finally {
      if (!done) {
        // The file that is there, of which this says nothing, is as it was.
        slot.waits = waited;
        PluginFiles.discard(slot.path);
      }
    }
    slot.stamp = stamp(slot.path);
    publish();
  }

  /** Unloads a plugin and deletes its files, all versions of it. */
  synchronized boolean remove(String id) throws PluginFault {
    List<Slot> found =
        slots.values().stream()
            .filter(slot ->
                slot.running.map(r -> r.plugin().id()).or(() -> slot.id).equals(Optional.of(id)))
            // The one that runs comes last: if another can't be deleted, it must not take over.
            .sorted(Comparator.comparing(slot -> slot.running.isPresent()))
            .toList();
    if (found.stream().anyMatch(slot -> slot.builtIn)) {
      throw new PluginFault("The plugin came with the server.");
    }
    try {
      for (Slot slot : found) {
        delete(slot.path);
        drop(slot.path);
      }
    } finally {
      slots.values().stream().filter(slot -> slot.waits).toList().forEach(this::take);
      publish();
    }
    return !found.isEmpty();
  }

  private static void delete(Path path) throws PluginFault {
    try {
      PluginFiles.delete(path);
    } catch (IOException e) {
      LOG.error("The plugin can't be deleted from {}", path, e);
      throw new PluginFault("The file " + path.getFileName() + " can't be deleted.");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    List<Path> all = List.copyOf(slots.keySet());
    all.forEach(this::drop);
    publish();
  }
}
