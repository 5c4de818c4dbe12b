package dev.galley.mongo;

import static dev.galley.mongo.Bsons.bson;
import static dev.galley.mongo.Bsons.flag;
import static dev.galley.mongo.Bsons.number;
import static dev.galley.mongo.Bsons.optionalText;
import static dev.galley.mongo.Bsons.text;
import static dev.galley.mongo.Bsons.texts;

import dev.galley.application.store.AssistantDocument;
import dev.galley.application.store.AssistantProjection;
import dev.galley.application.store.TombstoneDocument;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * An aggregate as it was read. Beside its state the document holds what saves have left to be
 * carried out: events, revisions, heads, receipts and names that count by now, followers that were
 * used up.
 */
record AggregateDocument(BsonDocument document) {
  /** What is put into collections of its own some time after the save. */
  static final List<String> CARRIED =
      List.of("events", "revisions", "heads", "receipts", "named", "used");

  /** Whatever lists are made of; a deleted aggregate has none of it. */
  static final List<String> LISTED =
      List.of(
          "called",
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
  Assistant assistant() {
    AggregateRef ref = ref();
    return AssistantDocument.read(ref.tenant(), ref.id(), version(), state());
  }

  /** What is left, of one that is. */
  Tombstone tombstone() {
    return TombstoneDocument.read(ref(), version(), state());
  }

  private JsonObject state() {
    return Bsons.json(document.getDocument("state"));
  }

  Optional<String> draft() {
    return isDeleted() || !document.getDocument("state").containsKey("draft")
        ? Optional.empty()
        : Optional.of(text(document.getDocument("state").getDocument("draft"), "id"));
  }

  /** The contents that the state refers to. */
  Set<String> held() {
    return new LinkedHashSet<>(texts(document, "held"));
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
      case Assistant assistant -> state(assistant);
      case Tombstone stone ->
          head(next, TombstoneDocument.write(stone))
              .append("deleted", BsonBoolean.TRUE)
              .append("gone", BsonBoolean.TRUE)
              .append("held", new BsonArray());
      default ->
          throw new IllegalArgumentException(
              "next: " + next.getClass() + " (expected: an assistant or a tombstone)");
    };
  }

  private static BsonDocument state(Assistant assistant) {
    AssistantProjection projection = new AssistantProjection(assistant);
    String searchText = projection.searchText();
    List<BsonValue> terms =
        projection.terms(searchText).stream().<BsonValue>map(BsonInt32::new).toList();
    BsonDocument document =
        head(assistant, AssistantDocument.write(assistant))
            .append("deleted", BsonBoolean.FALSE)
            .append("held", Bsons.texts(held(assistant)))
            .append("called", bson(assistant.naturalId().toString()))
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

  private static BsonDocument head(Aggregate next, JsonObject state) {
    return new BsonDocument("version", bson(next.version())).append("state", Bsons.of(state));
  }

  /** The contents that an assistant refers to. */
  static List<String> held(Assistant assistant) {
    return assistant.contents().stream().map(ContentHash::value).toList();
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
