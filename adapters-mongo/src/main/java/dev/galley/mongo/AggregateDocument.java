package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.flag;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.optionalText;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import dev.galley.application.store.AssistantProjection;
import dev.galley.application.store.StateDocument;
import dev.galley.application.store.TombstoneDocument;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * An aggregate as it was read. Beside its state the document holds what saves have left to be
 * carried out: events, revisions, heads, notes, receipts and names that count by now, followers
 * that were used up.
 */
record AggregateDocument(BsonDocument document) {
  /** What is put into collections of its own some time after the save. */
  static final List<String> CARRIED =
      List.of("events", "revisions", "heads", "notes", "receipts", "named", "used");

  /** What not every state has; a deleted aggregate has none of it. */
  static final List<String> LISTED =
      List.of(
          "called",
          "openDraft",
          "keys",
          "place",
          "audience",
          "nameKey",
          "createdAt",
          "updatedAt",
          "ownerId",
          "folder",
          "tags",
          "skillTypes",
          "searchText",
          "terms");

  /** In a mark: see {@link #left}. */
  static final String LEFT = "left";

  /** See {@link #erasedUntil}. */
  static final String ERASED_UNTIL = "erasedUntil";

  /** The lists that hold contents. */
  private static final List<String> WITH_CONTENT = List.of("events", "revisions", "heads");

  AggregateRef ref() {
    return Ids.ref(id());
  }

  String id() {
    return text(document, "_id");
  }

  long version() {
    return number(document, "version");
  }

  /**
   * Goes on with each save, and with each fence: so that a save which has read an earlier time
   * can't happen any more.
   */
  long clock() {
    return number(document, "clock");
  }

  /** A tombstone, or vacant. */
  boolean isDeleted() {
    return flag(document, "deleted");
  }

  /** Nothing is saved under this id: it is no more than a clock, and what is to be erased. */
  boolean isVacant() {
    return version() == 0;
  }

  /** Whether there is something to erase. */
  boolean isGone() {
    return flag(document, "gone");
  }

  boolean records(ChangeId change) {
    return document.containsKey("state")
        && texts(document.getDocument("state"), "recentChanges")
            .contains(change.value().toString());
  }

  boolean isCalled(String name) {
    return !isDeleted() && optionalText(document, "called").filter(name::equals).isPresent();
  }

  /** The claim of a save that wants to use it up. */
  Optional<Claim> mark() {
    return document.containsKey("usedBy")
        ? Optional.of(Claim.read(document.getDocument("usedBy")))
        : Optional.empty();
  }

  /** Whether the save with this claim has used up what it marks. */
  boolean hasUsed(Claim mark) {
    return names("used", mark);
  }

  /** Whether the save with this claim has happened, and its receipt counts. */
  boolean hasReceipt(Claim claim) {
    return names("receipts", claim);
  }

  /** Whether the save with this claim has happened, and the name leads here. */
  boolean hasClaimed(Claim claim) {
    return names("named", claim);
  }

  private boolean names(String list, Claim claim) {
    String change = claim.change().value().toString();
    return carried(list).stream().anyMatch(item -> text(item, "change").equals(change));
  }

  List<BsonDocument> carried(String list) {
    return Bsons.list(document, list);
  }

  int countCarried() {
    return CARRIED.stream().mapToInt(list -> carried(list).size()).sum();
  }

  boolean carriesAnything() {
    return CARRIED.stream().anyMatch(document::containsKey);
  }

  /** The state, of one that is not deleted. */
  Living living() {
    return StateDocument.read(ref(), version(), state());
  }

  Assistant assistant() {
    return (Assistant) living();
  }

  /** The state in which it ends when the save that has marked it happens; else it is gone then. */
  Optional<BsonDocument> left() {
    return document.containsKey("usedBy") && document.getDocument("usedBy").containsKey(LEFT)
        ? Optional.of(document.getDocument("usedBy").getDocument(LEFT))
        : Optional.empty();
  }

  /** What is left, of one that is. */
  Tombstone tombstone() {
    return TombstoneDocument.read(ref(), version(), state());
  }

  private JsonObject state() {
    return Bsons.json(document.getDocument("state"));
  }

  Optional<String> draft() {
    return optionalText(document, "openDraft");
  }

  /** The contents that the state refers to. */
  Set<String> held() {
    return new LinkedHashSet<>(texts(document, "held"));
  }

  /** The contents that the document keeps: those of the state, and of what is inside. */
  Set<String> refs() {
    return new LinkedHashSet<>(texts(document, "refs"));
  }

  /** Until when an earlier life of it has been erased; nothing of it may come back. */
  OptionalLong erasedUntil() {
    return document.containsKey(ERASED_UNTIL)
        ? OptionalLong.of(number(document, ERASED_UNTIL))
        : OptionalLong.empty();
  }

  /** The contents of what is still inside. */
  Set<String> carriedContents() {
    Set<String> contents = new LinkedHashSet<>();
    for (String list : WITH_CONTENT) {
      carried(list).forEach(item -> optionalText(item, "content").ifPresent(contents::add));
    }
    return contents;
  }

  /** What a save sets of an aggregate; what is not there has to go. */
  static BsonDocument state(Aggregate next) {
    return switch (next) {
      case Assistant assistant -> listed(listed(living(assistant), (Living) assistant), assistant);
      case Living living -> listed(living(living), living);
      case Tombstone stone ->
          head(stone)
              .append("deleted", BsonBoolean.TRUE)
              .append("gone", BsonBoolean.TRUE)
              .append("held", new BsonArray());
      default ->
          throw new IllegalArgumentException(
              "next: " + next.getClass() + " (expected: one that is there, or a tombstone)");
    };
  }

  private static BsonDocument living(Living living) {
    BsonDocument document =
        head(living).append("deleted", BsonBoolean.FALSE).append("held", Bsons.texts(held(living)));
    living.called().ifPresent(name -> document.append("called", bson(name)));
    living.openDraft().ifPresent(draft -> document.append("openDraft", bson(draft.toString())));
    return document;
  }

  private static BsonDocument listed(BsonDocument document, Living living) {
    return living.keys().isEmpty()
        ? document
        : document.append("keys", Bsons.texts(living.keys())).append("place", bson(living.order()));
  }

  private static BsonDocument listed(BsonDocument document, Assistant assistant) {
    AssistantProjection projection = new AssistantProjection(assistant);
    String searchText = projection.searchText();
    List<BsonValue> terms =
        projection.terms(searchText).stream().<BsonValue>map(BsonInt32::new).toList();
    document
        .append("audience", Bsons.texts(projection.audiences()))
        .append("nameKey", bson(projection.nameKey()))
        .append("createdAt", bson(assistant.created().at().toEpochMilli()))
        .append("updatedAt", bson(assistant.updated().at().toEpochMilli()))
        .append("ownerId", bson(assistant.owner().id()))
        .append("tags", Bsons.texts(assistant.live().summary().tags()))
        .append("skillTypes", Bsons.texts(assistant.live().summary().skillTypes()))
        .append("searchText", bson(searchText))
        .append("terms", new BsonArray(terms));
    assistant.folder().ifPresent(folder -> document.append("folder", bson(folder)));
    return document;
  }

  private static BsonDocument head(Aggregate next) {
    return new BsonDocument("version", bson(next.version()))
        .append("state", Bsons.of(StateDocument.write(next)));
  }

  /** The contents that a state refers to. */
  static List<String> held(Living living) {
    return living.contents().stream().map(ContentHash::value).toList();
  }

  /** Fields with their new lists. */
  static BsonDocument pushes(Map<String, List<BsonDocument>> lists) {
    BsonDocument pushes = new BsonDocument();
    lists.forEach((name, items) -> {
      if (!items.isEmpty()) {
        pushes.append(name, new BsonDocument("$each", new BsonArray(items)));
      }
    });
    return pushes;
  }
}
