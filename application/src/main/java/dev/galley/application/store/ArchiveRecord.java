package dev.galley.application.store;

import dev.galley.application.event.Parked;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import dev.galley.domain.model.Model;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What stands in an {@link Archive}, and its form as a key and a JSON object. Stores turn their
 * rows or documents into these and back, and know nothing of the form.
 *
 * <p>Keys are made of what names the record: the tenant first, and numbers with 20 digits. Times
 * are milliseconds since the epoch.
 */
public sealed interface ArchiveRecord {

  /** Where it belongs. */
  Part part();

  /** What names it in its part. */
  String key();

  /** What is said of it beside its key. */
  JsonObject body();

  /** The record in its neutral form. */
  default Entry entry() {
    return new Entry(key(), body());
  }

  /**
   * The record of a neutral form.
   *
   * @throws IllegalStateException when it is a content that is not what its hash says
   * @throws RuntimeException when it has another form
   */
  static ArchiveRecord of(Part part, Entry entry) {
    String[] steps = entry.key().split("/", -1);
    JsonObject body = entry.body();
    return switch (part) {
      case SNAPSHOT ->
          new Content(
              new TenantId(steps[0]),
              Snapshot.stored(
                  new ContentHash(steps[1]),
                  CanonicalJson.write(body.get("content").orElseThrow())));
      case AGGREGATE -> new State(aggregate(Keys.ref(steps), body));
      case NAME -> {
        TenantId tenant = new TenantId(steps[0]);
        yield new Name(
            tenant,
            entry.key().substring(steps[0].length() + 1),
            new AggregateRef(
                tenant,
                Keys.kind(Body.text(body, "kind")),
                UUID.fromString(Body.text(body, "id"))));
      }
      case REVISION -> new Past(Keys.ref(steps), revision(Long.parseLong(steps[3]), body));
      case HEAD ->
          new Head(
              Keys.ref(steps),
              new HistoryEntry(
                  UUID.fromString(steps[3]),
                  Long.parseLong(steps[4]),
                  Body.hash(body, "content"),
                  Body.stamp(body)));
      case JOURNAL ->
          new Noted(
              Keys.ref(steps),
              new JournalEntry(
                  steps[3], Long.parseLong(steps[4]), Body.stamp(body), Body.object(body, "what")));
      case PARKED ->
          new Park(
              new Parked(
                  Keys.ref(steps),
                  Body.number(body, "sequence"),
                  Body.text(body, "reason"),
                  Body.time(body)));
      case EVENT ->
          new Logged(
              event(Keys.ref(steps), Long.parseLong(steps[3]), body),
              Body.flag(body, "pending"),
              Body.flag(body, "placed"));
      case PLACED ->
          new Placed(
              new AggregateRef(
                  new TenantId(steps[0]),
                  Keys.kind(Body.text(body, "kind")),
                  UUID.fromString(Body.text(body, "id"))),
              Body.number(body, "sequence"),
              Long.parseLong(steps[1]));
      case HORIZON -> new Horizon(new TenantId(steps[0]), Body.number(body, "position"));
      case POSITION -> new Position(Body.number(body, "position"));
      case RECEIPT ->
          new Proof(
              new TenantId(steps[0]),
              new Receipt(
                  new ContentHash(steps[1]),
                  Body.hash(body, "request"),
                  Body.time(body),
                  Body.object(body, "made")));
      case MODEL ->
          new Own(
              new TenantId(steps[0]),
              new Model(steps[1], Body.text(body, "name"), Body.text(body, "tier")));
    };
  }

  private static Aggregate aggregate(AggregateRef ref, JsonObject body) {
    long version = Body.number(body, "version");
    JsonObject state = Body.object(body, "state");
    return Body.flag(body, "deleted")
        ? TombstoneDocument.read(ref, version, state)
        : StateDocument.read(ref, version, state);
  }

  private static Revision revision(long number, JsonObject body) {
    JsonArray paths = (JsonArray) body.get("changedPaths").orElseThrow();
    return new Revision(
        number,
        Body.hash(body, "content"),
        body.text("parent").map(ContentHash::new),
        Body.hash(body, "hash"),
        Body.stamp(body),
        body.text("comment"),
        RevisionKind.ofWireName(Body.text(body, "kind")),
        new ChangedPaths(
            paths.items().stream().map(path -> ((JsonString) path).value()).toList(),
            Body.flag(body, "truncated")),
        new ChangeId(UUID.fromString(Body.text(body, "change"))),
        Body.isSaid(body, "pruned"));
  }

  private static Event event(AggregateRef ref, long sequence, JsonObject body) {
    return new Event(
        ref,
        sequence,
        Body.number(body, "previous"),
        EventType.ofWireName(Body.text(body, "type")),
        Body.stamp(body),
        Body.object(body, "data"),
        body.text("content").map(ContentHash::new),
        body.text("traceparent"));
  }

  /** A content of a tenant. Key: {@code <tenant>/<hash>}. */
  record Content(TenantId tenant, Snapshot snapshot) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.SNAPSHOT;
    }

    @Override
    public String key() {
      return tenant.value() + '/' + snapshot.hash().value();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder().put("content", snapshot.content()).build();
    }
  }

  /** An aggregate of any family, or a tombstone. Key: {@link AggregateRef#key()}. */
  record State(Aggregate aggregate) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.AGGREGATE;
    }

    @Override
    public String key() {
      return aggregate.ref().key();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder()
          .put("version", aggregate.version())
          .put("deleted", aggregate instanceof Tombstone)
          .put("state", StateDocument.write(aggregate))
          .build();
    }
  }

  /** A name and whom it leads to. Key: {@code <tenant>/<name>}. */
  record Name(TenantId tenant, String name, AggregateRef holder) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.NAME;
    }

    @Override
    public String key() {
      return tenant.value() + '/' + name;
    }

    @Override
    public JsonObject body() {
      return Body.of(holder).build();
    }
  }

  /** A revision. Key: {@code <tenant>/<kind>/<id>/<number>}. */
  record Past(AggregateRef aggregate, Revision revision) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.REVISION;
    }

    @Override
    public String key() {
      return aggregate.key() + '/' + Keys.number(revision.number());
    }

    @Override
    public JsonObject body() {
      return Body.of(revision.stamp())
          .put("content", revision.content().value())
          .putIfPresent("parent", revision.parent().map(ContentHash::value))
          .put("hash", revision.hash().value())
          .putIfPresent("comment", revision.comment())
          .put("kind", revision.kind().wireName())
          .put("changedPaths", JsonArray.ofTexts(revision.changedPaths().paths()))
          .put("truncated", revision.changedPaths().truncated())
          .put("change", revision.change().value().toString())
          .putIf(revision.pruned(), "pruned", JsonBoolean.TRUE)
          .build();
    }
  }

  /** A head that a draft had. Key: {@code <tenant>/<kind>/<id>/<draft>/<seqNo>}. */
  record Head(AggregateRef aggregate, HistoryEntry head) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.HEAD;
    }

    @Override
    public String key() {
      return aggregate.key() + '/' + head.draft() + '/' + Keys.number(head.seqNo());
    }

    @Override
    public JsonObject body() {
      return Body.of(head.stamp()).put("content", head.content().value()).build();
    }
  }

  /** An entry of a journal. Key: {@code <tenant>/<kind>/<id>/<journal>/<number>}. */
  record Noted(AggregateRef aggregate, JournalEntry note) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.JOURNAL;
    }

    @Override
    public String key() {
      return aggregate.key() + '/' + note.journal() + '/' + Keys.number(note.number());
    }

    @Override
    public JsonObject body() {
      return Body.of(note.stamp()).put("what", note.what()).build();
    }
  }

  /** A parked aggregate. Key: {@link AggregateRef#key()}. */
  record Park(Parked parked) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.PARKED;
    }

    @Override
    public String key() {
      return parked.aggregate().key();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder()
          .put("sequence", parked.sequence())
          .put("reason", parked.reason())
          .put("at", parked.at().toEpochMilli())
          .build();
    }
  }

  /**
   * An event. Key: {@code <tenant>/<kind>/<id>/<sequence>}.
   *
   * @param pending whether it is to be published, parked or not
   * @param placed whether it has a position in the feed, which comes by its own record
   */
  record Logged(Event event, boolean pending, boolean placed) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.EVENT;
    }

    @Override
    public String key() {
      return event.aggregate().key() + '/' + Keys.number(event.sequence());
    }

    @Override
    public JsonObject body() {
      return Body.of(event.stamp())
          .put("previous", event.previous())
          .put("type", event.type().wireName())
          .put("data", event.data())
          .putIfPresent("content", event.content().map(ContentHash::value))
          .putIfPresent("traceparent", event.traceparent())
          .put("pending", pending)
          .put("placed", placed)
          .build();
    }
  }

  /** The position of an event in the feed. Key: {@code <tenant>/<position>}. */
  record Placed(AggregateRef aggregate, long sequence, long position) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.PLACED;
    }

    @Override
    public String key() {
      return aggregate.tenant().value() + '/' + Keys.number(position);
    }

    @Override
    public JsonObject body() {
      return Body.of(aggregate).put("sequence", sequence).build();
    }
  }

  /** The highest position of a tenant that retention has removed. Key: {@code <tenant>}. */
  record Horizon(TenantId tenant, long position) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.HORIZON;
    }

    @Override
    public String key() {
      return tenant.value();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder().put("position", position).build();
    }
  }

  /** The last position ever given, 1 or more. Key: {@value #KEY}. */
  record Position(long position) implements ArchiveRecord {
    /** The one key of its part. */
    public static final String KEY = "last";

    @Override
    public Part part() {
      return Part.POSITION;
    }

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder().put("position", position).build();
    }
  }

  /**
   * A receipt, its time cut to milliseconds. Key: {@code <tenant>/<hash of its key>}. The answer
   * that was sent stays behind: it repeats contents, and is made anew from the rest.
   */
  record Proof(TenantId tenant, Receipt receipt) implements ArchiveRecord {

    public Proof {
      receipt = receipt.unanswered();
    }

    @Override
    public Part part() {
      return Part.RECEIPT;
    }

    @Override
    public String key() {
      return tenant.value() + '/' + receipt.key().value();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder()
          .put("request", receipt.request().value())
          .put("at", receipt.at().toEpochMilli())
          .put("made", receipt.made())
          .build();
    }
  }

  /** A tenant's own model. Key: {@code <tenant>/<id>}. */
  record Own(TenantId tenant, Model model) implements ArchiveRecord {

    @Override
    public Part part() {
      return Part.MODEL;
    }

    @Override
    public String key() {
      return tenant.value() + '/' + model.id();
    }

    @Override
    public JsonObject body() {
      return JsonObject.builder().put("name", model.name()).put("tier", model.tier()).build();
    }
  }

  /** Parts of keys. */
  final class Keys {

    private Keys() {}

    /** A number so that its digits sort as it does. */
    public static String number(long number) {
      return String.format(Locale.ROOT, "%020d", number);
    }

    private static AggregateRef ref(String[] steps) {
      return new AggregateRef(new TenantId(steps[0]), kind(steps[1]), UUID.fromString(steps[2]));
    }

    private static AggregateKind kind(String wireName) {
      return AggregateKind.ofWireName(wireName);
    }
  }

  /** Members of bodies. */
  final class Body {

    private Body() {}

    private static JsonObject.Builder of(Stamp stamp) {
      return JsonObject.builder().put("at", stamp.at().toEpochMilli()).put("by", stamp.by());
    }

    private static JsonObject.Builder of(AggregateRef ref) {
      return JsonObject.builder().put("kind", ref.kind().wireName()).put("id", ref.id().toString());
    }

    private static Stamp stamp(JsonObject body) {
      return new Stamp(time(body), text(body, "by"));
    }

    private static Instant time(JsonObject body) {
      return Instant.ofEpochMilli(number(body, "at"));
    }

    private static ContentHash hash(JsonObject body, String name) {
      return new ContentHash(text(body, name));
    }

    private static JsonObject object(JsonObject body, String name) {
      return (JsonObject) member(body, name);
    }

    private static String text(JsonObject body, String name) {
      return ((JsonString) member(body, name)).value();
    }

    private static long number(JsonObject body, String name) {
      return (long) ((JsonNumber) member(body, name)).value();
    }

    private static boolean flag(JsonObject body, String name) {
      return member(body, name).equals(JsonBoolean.TRUE);
    }

    /** A flag that is there only when it is set. */
    private static boolean isSaid(JsonObject body, String name) {
      return body.get(name).filter(JsonBoolean.TRUE::equals).isPresent();
    }

    private static Json member(JsonObject body, String name) {
      return body.get(name)
          .orElseThrow(() ->
              new IllegalStateException(name + ": absent (expected: part of an archived record)"));
    }
  }
}
