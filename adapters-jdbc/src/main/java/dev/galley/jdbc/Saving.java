package dev.galley.jdbc;

import dev.galley.application.event.Slot;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.delta.Frames;
import dev.galley.delta.Kept;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One save, inside one transaction at READ COMMITTED. The guarded update of the deciding row is
 * what other writers of the same aggregate wait for.
 *
 * <p>Every save takes its locks in the same order, so that no two can wait for each other: the rows
 * of aggregates by their key, receipt, names, snapshots by their hash; what comes after belongs to
 * the aggregate alone.
 */
final class Saving {
  private static final String INSERT =
      """
      INSERT INTO aggregate
        (version, deleted, state, changes, called, draft, listed, searched, keyed, tenant, kind,
          id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private final Change change;
  private final Aggregate next;
  private final TenantId tenant;
  private final String kind;
  private final UUID id;
  private final Duration renewal;
  private final Map<ContentHash, Kept> contents;

  /** What stood in the row before. */
  private record Before(long listed, long searched, long keyed, @Nullable UUID draft) {
    static final Before NOTHING = new Before(0, 0, 0, null);
  }

  private Saving(Change change, Duration grace, Map<ContentHash, Kept> contents) {
    this.change = change;
    this.next = change.next();
    this.tenant = next.ref().tenant();
    this.kind = next.ref().kind().wireName();
    this.id = next.ref().id();
    this.renewal = grace.dividedBy(4);
    this.contents = contents;
  }

  /** Does all of it, or takes all of it back and says why. */
  static SaveOutcome save(Database database, Change change, Duration grace, Frames frames) {
    TenantId tenant = change.next().ref().tenant();
    Map<ContentHash, Kept> contents = new TreeMap<>();
    return database.save(
        change.id(),
        (connection, takeBack) -> {
          // What was remembered of a frame may be over, as a foreign key tells: look again.
          contents.forEach((hash, kept) -> {
            if (kept instanceof Kept.Delta delta) {
              frames.forget(tenant, hash, delta);
            }
          });
          // Before anything is locked.
          for (Snapshot snapshot : change.snapshots()) {
            contents.put(
                snapshot.hash(),
                frames.keep(
                    tenant,
                    snapshot,
                    change.near(),
                    (owner, hashes) -> SnapshotRow.find(connection, owner, hashes)));
          }
          SaveOutcome outcome = new Saving(change, grace, contents).run(connection);
          if (!(outcome instanceof SaveOutcome.Saved)) {
            takeBack.run();
          }
          return outcome;
        });
  }

  /**
   * Puts states in that come from another store, with all that is derived from them. Those that are
   * there stay as they are.
   */
  static void restore(Connection connection, List<Aggregate> states) throws SQLException {
    List<Saving> savings = states.stream().map(Saving::restoring).toList();
    Batch rows = new Batch();
    savings.forEach(saving ->
        rows.add(
            INSERT, with(saving.state(), saving.tenant.value(), saving.kind, saving.id).toArray()));
    int[] counts = rows.run(connection);
    Batch derived = new Batch();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        savings.get(i).derive(derived, Before.NOTHING);
      }
    }
    derived.run(connection);
  }

  private static Saving restoring(Aggregate state) {
    ChangeId last = state.recentChanges().ids().getLast();
    return new Saving(
        Change.of(last, new Transition<>(state, List.of(), List.of(), List.of())),
        Duration.ZERO,
        Map.of());
  }

  private void derive(Batch batch, Before before) {
    hold(batch);
    list(batch, before);
    sweepLater(batch, before);
  }

  private SaveOutcome run(Connection connection) throws SQLException {
    boolean followerFirst =
        change.follower().map(f -> f.ref().key().compareTo(next.ref().key()) < 0).orElse(false);
    Optional<Before> follower = followerFirst ? useUpFollower(connection) : Optional.empty();
    Optional<Before> before = moveOn(connection);
    if (before.isEmpty()) {
      return new SaveOutcome.Stale(currentVersion(connection));
    }
    if (!followerFirst) {
      follower = useUpFollower(connection);
    }
    boolean followerChanged = change.follower().isPresent() && follower.isEmpty();
    Optional<SaveOutcome> refusal = claim(connection, !followerChanged);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (followerChanged) {
      return new SaveOutcome.FollowerChanged();
    }
    Batch batch = new Batch();
    putSnapshots(batch);
    hold(batch);
    change.revisions().forEach(revision -> add(batch, revision));
    change.entries().forEach(entry -> add(batch, entry));
    change.dropped().forEach(entry -> drop(batch, entry));
    change
        .notes()
        .forEach(note -> batch.add(JdbcJournals.INSERT, JdbcJournals.values(next.ref(), note)));
    change.events().forEach(event -> add(batch, event));
    list(batch, before.get());
    sweepLater(batch, before.get());
    if (follower.isPresent()) {
      clearFollower(batch, change.follower().orElseThrow(), follower.get());
    }
    batch.run(connection);
    return new SaveOutcome.Saved();
  }

  /** The guard: the row moves from the version that was read to the next, or nothing moves. */
  private Optional<Before> moveOn(Connection connection) throws SQLException {
    List<@Nullable Object> state = state();
    if (change.readVersion() == 0) {
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        Batch.bind(insert, with(state, tenant.value(), kind, id));
        return insert.executeUpdate() == 1 ? Optional.of(Before.NOTHING) : Optional.empty();
      }
    }
    return update(connection, with(state, tenant.value(), kind, id, change.readVersion()));
  }

  private static Optional<Before> update(
      Connection connection, List<? extends @Nullable Object> values) throws SQLException {
    // Joined with itself to see what stood there; both are the same version of the same row.
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE aggregate a
            SET version = ?, deleted = ?, state = ?, changes = ?, called = ?, draft = ?,
              listed = ?, searched = ?, keyed = ?
            FROM aggregate b
            WHERE a.tenant = ? AND a.kind = ? AND a.id = ? AND a.version = ? AND NOT a.deleted
              AND b.tenant = a.tenant AND b.kind = a.kind AND b.id = a.id
              AND b.version = a.version
            RETURNING b.listed, b.searched, b.keyed, b.draft\
            """)) {
      Batch.bind(update, values);
      return before(update);
    }
  }

  private static Optional<Before> before(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new Before(
                  rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getObject(4, UUID.class)))
          : Optional.empty();
    }
  }

  private static List<@Nullable Object> with(
      List<? extends @Nullable Object> values, Object... more) {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(more));
    return all;
  }

  private List<@Nullable Object> state() {
    UUID[] changes = next.recentChanges().ids().stream().map(c -> c.value()).toArray(UUID[]::new);
    return switch (next) {
      case Living living ->
          Arrays.<@Nullable Object>asList(
              next.version(),
              false,
              StateRows.write(living),
              changes,
              living.called().orElse(null),
              living.openDraft().orElse(null),
              living instanceof Assistant assistant ? new Projection(assistant).listed() : 0L,
              living instanceof Assistant assistant ? new Projection(assistant).searched() : 0L,
              keyed(living));
      case Tombstone stone ->
          Arrays.<@Nullable Object>asList(
              next.version(), true, StateRows.write(stone), changes, null, null, 0L, 0L, 0L);
      default ->
          throw new IllegalArgumentException(
              "next: " + next.getClass() + " (expected: one that is there, or a tombstone)");
    };
  }

  /** Tells two states of the keys apart; 0 without any. */
  private static long keyed(Living living) {
    if (living.keys().isEmpty()) {
      return 0;
    }
    List<String> parts = new ArrayList<>(living.keys());
    Collections.sort(parts);
    parts.add(living.order());
    return Hashes.fingerprint(parts);
  }

  private long currentVersion(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT version FROM aggregate
            WHERE tenant = ? AND kind = ? AND id = ? AND NOT deleted\
            """)) {
      Batch.bind(query, List.of(tenant.value(), kind, id));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private Optional<Before> useUpFollower(Connection connection) throws SQLException {
    if (change.follower().isEmpty()) {
      return Optional.empty();
    }
    Follower follower = change.follower().get();
    if (follower.left().isPresent()) {
      Saving ending = restoring(follower.left().get());
      return update(
          connection,
          with(ending.state(), ending.tenant.value(), ending.kind, ending.id, follower.version()));
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM aggregate
            WHERE tenant = ? AND kind = ? AND id = ? AND version = ? AND NOT deleted
            RETURNING listed, searched, keyed, draft\
            """)) {
      AggregateRef ref = follower.ref();
      Batch.bind(
          delete,
          List.of(ref.tenant().value(), ref.kind().wireName(), ref.id(), follower.version()));
      return before(delete);
    }
  }

  /** Receipt and names: what can refuse the save although its version is right. */
  private Optional<SaveOutcome> claim(Connection connection, boolean followerIsGone)
      throws SQLException {
    Batch batch = new Batch();
    int receipt = -1;
    if (change.receipt().isPresent()) {
      Receipt proof = change.receipt().get();
      receipt =
          batch.add(
              """
              INSERT INTO receipt (tenant, key, request, at, made) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING\
              """,
              tenant.value(),
              Hashes.bytes(proof.key()),
              Hashes.bytes(proof.request()),
              Timestamp.from(proof.at()),
              CanonicalJson.writeInOrder(proof.made()));
    }
    int claim = -1;
    // First: the change may claim the name of what it uses up.
    if (followerIsGone) {
      change
          .follower()
          .filter(follower -> follower.left().isEmpty())
          .ifPresent(follower -> giveUpNames(batch, follower.ref()));
    }
    switch (change.name()) {
      case NameChange.Keep keep -> {}
      case NameChange.Claim(String name) ->
          claim =
              batch.add(
                  """
                  INSERT INTO name AS n (tenant, name, kind, aggregate_id) VALUES (?, ?, ?, ?)
                  ON CONFLICT (tenant, name) DO UPDATE SET kind = excluded.kind
                  WHERE n.kind = excluded.kind AND n.aggregate_id = excluded.aggregate_id\
                  """,
                  tenant.value(),
                  name,
                  kind,
                  id);
      case NameChange.GiveUp giveUp -> giveUpNames(batch, next.ref());
    }
    int[] counts = batch.run(connection);
    if (receipt >= 0 && counts[receipt] == 0) {
      return Optional.of(
          new SaveOutcome.AlreadyDone(
              findReceipt(connection, change.receipt().orElseThrow().key())));
    }
    boolean taken =
        claim >= 0
            && counts[claim] == 0
            && !takeOver(connection, ((NameChange.Claim) change.name()).name());
    return taken ? Optional.of(new SaveOutcome.NameTaken()) : Optional.empty();
  }

  private static void giveUpNames(Batch batch, AggregateRef ref) {
    batch.add(
        "DELETE FROM name WHERE tenant = ? AND kind = ? AND aggregate_id = ?",
        ref.tenant().value(),
        ref.kind().wireName(),
        ref.id());
  }

  private Receipt findReceipt(Connection connection, ContentHash key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT request, at, made FROM receipt WHERE tenant = ? AND key = ?")) {
      Batch.bind(query, List.of(tenant.value(), Hashes.bytes(key)));
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          // Forgotten at this very moment: for the next try it is as if it had never been.
          throw new SQLException("the receipt went while it was looked at", "40001");
        }
        return ReceiptRow.receipt(
            key, rows.getBytes(1), rows.getTimestamp(2).toInstant(), rows.getString(3));
      }
    }
  }

  /**
   * Takes a name from one who is not called by it any more. Whoever claims a name locks its row, so
   * once it is locked here nobody is on the way back to it; and each statement sees what has been
   * committed before it began.
   */
  private boolean takeOver(Connection connection, String name) throws SQLException {
    String holderKind;
    UUID holder;
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT kind, aggregate_id FROM name WHERE tenant = ? AND name = ? FOR UPDATE")) {
      Batch.bind(lock, List.of(tenant.value(), name));
      try (ResultSet rows = lock.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("the name was given up while it was looked at", "40001");
        }
        holderKind = rows.getString(1);
        holder = rows.getObject(2, UUID.class);
      }
    }
    AggregateRef by = EventRow.ref(tenant.value(), holderKind, holder);
    boolean isFollowers = change.follower().map(Follower::ref).equals(Optional.of(by));
    if (!isFollowers && isCalled(connection, by, name)) {
      return false;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE name SET kind = ?, aggregate_id = ? WHERE tenant = ? AND name = ?")) {
      Batch.bind(update, List.of(kind, id, tenant.value(), name));
      update.executeUpdate();
    }
    return true;
  }

  private static boolean isCalled(Connection connection, AggregateRef holder, String name)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT 1 FROM aggregate
            WHERE tenant = ? AND kind = ? AND id = ? AND NOT deleted AND called = ?\
            """)) {
      Batch.bind(
          query, List.of(holder.tenant().value(), holder.kind().wireName(), holder.id(), name));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * New contents, and a later time for old ones. Those that are there and young are not touched, so
   * that many who save the same content do not wait for each other; should one be collected before
   * the reference to it stands, the foreign key refuses and the transaction is run again.
   */
  private void putSnapshots(Batch batch) {
    if (contents.isEmpty()) {
      return;
    }
    Collection<Kept> kept = contents.values();
    batch.add(
        """
        INSERT INTO snapshot AS s (tenant, hash, content, delta, frame, size, spent, put_at)
        SELECT ?, p.hash, p.content, p.delta, p.frame, p.size, p.spent, clock_timestamp()
        FROM unnest(?::bytea[], ?::text[], ?::bytea[], ?::bytea[], ?::integer[], ?::integer[])
          WITH ORDINALITY AS p (hash, content, delta, frame, size, spent, place)
        WHERE NOT EXISTS (
          SELECT FROM snapshot y WHERE y.tenant = ? AND y.hash = p.hash
            AND y.put_at > clock_timestamp() - ? * interval '1 millisecond')
        ORDER BY p.place
        ON CONFLICT (tenant, hash) DO UPDATE SET put_at = excluded.put_at\
        """,
        tenant.value(),
        Hashes.sorted(contents.keySet()),
        kept.stream().map(SnapshotRow::content).toArray(String[]::new),
        kept.stream().map(SnapshotRow::delta).toArray(byte[][]::new),
        kept.stream().map(SnapshotRow::frame).toArray(byte[][]::new),
        kept.stream().map(SnapshotRow::size).toArray(Integer[]::new),
        kept.stream().map(SnapshotRow::spent).toArray(Integer[]::new),
        tenant.value(),
        renewal.toMillis());
  }

  /** The references of the new state in the place of those of the old one. */
  private void hold(Batch batch) {
    byte[][] held =
        next instanceof Living living ? Hashes.sorted(living.contents()) : new byte[0][];
    batch.add(
        """
        DELETE FROM held
        WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND content <> ALL (?)\
        """,
        tenant.value(),
        kind,
        id,
        held);
    if (held.length > 0) {
      batch.add(
          """
          INSERT INTO held (tenant, kind, aggregate_id, content)
          SELECT ?, ?, ?, unnest(?::bytea[]) ON CONFLICT DO NOTHING\
          """,
          tenant.value(),
          kind,
          id,
          held);
    }
  }

  private void add(Batch batch, Revision revision) {
    batch.add(RevisionRow.INSERT, RevisionRow.values(next.ref(), revision));
  }

  private void add(Batch batch, HistoryEntry entry) {
    // The ids of an assistant's drafts come round again after 65,535 of them.
    batch.add(
        """
        INSERT INTO head (tenant, kind, aggregate_id, draft, seq_no, content, at, author)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, kind, aggregate_id, draft, seq_no) DO UPDATE
        SET content = excluded.content, at = excluded.at, author = excluded.author\
        """,
        tenant.value(),
        kind,
        id,
        entry.draft(),
        entry.seqNo(),
        Hashes.bytes(entry.content()),
        entry.stamp().at().toEpochMilli(),
        entry.stamp().by());
  }

  private void drop(Batch batch, HistoryEntry.Name entry) {
    batch.add(
        """
        DELETE FROM head
        WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND draft = ? AND seq_no = ?\
        """,
        tenant.value(),
        kind,
        id,
        entry.draft(),
        entry.seqNo());
  }

  /**
   * The event with what is to be done with it. A replay waits for the row of the park that is seen
   * here, so that it finds this event among those that it lets go.
   */
  private void add(Batch batch, Event event) {
    batch.add(
        """
        WITH park AS MATERIALIZED (SELECT FROM parked WHERE key = ? FOR KEY SHARE),
          e AS (
            INSERT INTO event (tenant, kind, aggregate_id, sequence, previous, slot, type, at,
              actor, data, content, traceparent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING slot, at, tenant, kind, aggregate_id, sequence),
          u AS (
            INSERT INTO unplaced (at, tenant, kind, aggregate_id, sequence)
            SELECT at, tenant, kind, aggregate_id, sequence FROM e)
        INSERT INTO pending (slot, parked, at, tenant, kind, aggregate_id, sequence)
        SELECT slot, EXISTS (SELECT FROM park), at, tenant, kind, aggregate_id, sequence FROM e\
        """,
        event.aggregate().key(),
        tenant.value(),
        kind,
        id,
        event.sequence(),
        event.previous(),
        Slot.of(event.aggregate()).number(),
        event.type().wireName(),
        event.stamp().at().toEpochMilli(),
        event.stamp().by(),
        CanonicalJson.writeInOrder(event.data()),
        event.content().map(Hashes::bytes).orElse(null),
        event.traceparent().orElse(null));
  }

  /** The tables of lists, where what they say has changed. */
  private void list(Batch batch, Before before) {
    if (next instanceof Living living) {
      key(batch, living, before);
    }
    switch (next) {
      case Assistant assistant -> list(batch, assistant, before);
      case Living living -> {
        // It is in no other list.
      }
      default -> unlist(batch, next.ref(), before);
    }
  }

  /** The keys under which it is found in the place of those before. */
  private void key(Batch batch, Living living, Before before) {
    if (keyed(living) == before.keyed()) {
      return;
    }
    String[] keys = living.keys().toArray(String[]::new);
    if (before.keyed() != 0) {
      batch.add(
          """
          DELETE FROM lookup
          WHERE tenant = ? AND kind = ? AND id = ? AND (key <> ALL (?) OR place <> ?)\
          """,
          tenant.value(),
          kind,
          id,
          keys,
          living.order());
    }
    if (keys.length > 0) {
      batch.add(
          """
          INSERT INTO lookup (tenant, kind, id, key, place)
          SELECT ?, ?, ?, unnest(?::text[]), ? ON CONFLICT DO NOTHING\
          """,
          tenant.value(),
          kind,
          id,
          keys,
          living.order());
    }
  }

  private void list(Batch batch, Assistant assistant, Before before) {
    Projection projection = new Projection(assistant);
    if (projection.listed() != before.listed()) {
      String[] audiences = projection.audiences();
      if (before.listed() != 0) {
        batch.add(
            "DELETE FROM listing WHERE tenant = ? AND id = ? AND audience <> ALL (?)",
            tenant.value(),
            id,
            audiences);
      }
      batch.add(
          """
          INSERT INTO listing (tenant, id, name_key, created_at, updated_at, audience)
          SELECT ?, ?, ?, ?, ?, unnest(?::text[])
          ON CONFLICT (tenant, id, audience) DO UPDATE
          SET name_key = excluded.name_key, created_at = excluded.created_at,
            updated_at = excluded.updated_at\
          """,
          tenant.value(),
          id,
          projection.nameKey(),
          assistant.created().at().toEpochMilli(),
          assistant.updated().at().toEpochMilli(),
          audiences);
    }
    if (projection.searched() != before.searched()) {
      String text = projection.searchText();
      batch.add(
          """
          INSERT INTO searchable
            (tenant, id, owner_id, folder, tags, skill_types, search_text, terms)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant, id) DO UPDATE
          SET owner_id = excluded.owner_id, folder = excluded.folder, tags = excluded.tags,
            skill_types = excluded.skill_types, search_text = excluded.search_text,
            terms = excluded.terms\
          """,
          tenant.value(),
          id,
          assistant.owner().id(),
          assistant.folder().orElse(null),
          assistant.live().summary().tags().toArray(String[]::new),
          assistant.live().summary().skillTypes().toArray(String[]::new),
          text,
          projection.terms(text));
    }
  }

  private static void unlist(Batch batch, AggregateRef ref, Before before) {
    if (before.listed() != 0) {
      batch.add("DELETE FROM listing WHERE tenant = ? AND id = ?", ref.tenant().value(), ref.id());
      batch.add(
          "DELETE FROM searchable WHERE tenant = ? AND id = ?", ref.tenant().value(), ref.id());
    }
    if (before.keyed() != 0) {
      batch.add(
          "DELETE FROM lookup WHERE tenant = ? AND kind = ? AND id = ?",
          ref.tenant().value(),
          ref.kind().wireName(),
          ref.id());
    }
  }

  /** What the sweeps will have to do. */
  private void sweepLater(Batch batch, Before before) {
    if (next instanceof Tombstone) {
      addGone(batch, next.ref());
    } else if (before.draft() != null
        && !(next instanceof Living living
            && Objects.equals(living.openDraft().orElse(null), before.draft()))) {
      batch.add(
          """
          INSERT INTO ended_draft (tenant, kind, aggregate_id, draft) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """,
          tenant.value(),
          kind,
          id,
          before.draft());
    }
  }

  private static void addGone(Batch batch, AggregateRef ref) {
    batch.add(
        "INSERT INTO gone_aggregate (tenant, kind, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ref.tenant().value(),
        ref.kind().wireName(),
        ref.id());
  }

  private static void clearFollower(Batch batch, Follower follower, Before before) {
    if (follower.left().isPresent()) {
      restoring(follower.left().get()).derive(batch, before);
      return;
    }
    AggregateRef ref = follower.ref();
    batch.add(
        "DELETE FROM held WHERE tenant = ? AND kind = ? AND aggregate_id = ?",
        ref.tenant().value(),
        ref.kind().wireName(),
        ref.id());
    unlist(batch, ref, before);
    addGone(batch, ref);
  }
}
