package dev.galley.application.store;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** The members that documents of states are made of. */
final class DocumentFields {

  private DocumentFields() {}

  static JsonObject write(Stamp stamp) {
    return JsonObject.builder().put("at", stamp.at().toEpochMilli()).put("by", stamp.by()).build();
  }

  static Stamp readStamp(JsonObject stamp) {
    return new Stamp(Instant.ofEpochMilli(number(stamp, "at")), text(stamp, "by"));
  }

  static JsonObject write(SeqNos.Run run) {
    return JsonObject.builder().put("first", run.first()).put("last", run.last()).build();
  }

  static SeqNos readRuns(JsonObject document, String name) {
    return new SeqNos(
        items(document, name, run -> new SeqNos.Run(number(run, "first"), number(run, "last"))));
  }

  static <T> List<T> items(JsonObject document, String name, Function<JsonObject, T> read) {
    return document.get(name).stream()
        .flatMap(list -> ((JsonArray) list).items().stream())
        .map(item -> read.apply((JsonObject) item))
        .toList();
  }

  static List<String> texts(JsonObject document, String name) {
    return document.get(name).stream()
        .flatMap(list -> ((JsonArray) list).items().stream())
        .map(item -> ((JsonString) item).value())
        .toList();
  }

  static JsonObject object(JsonObject document, String name) {
    return (JsonObject) document.get(name).orElseThrow(() -> missing(name));
  }

  static String text(JsonObject document, String name) {
    return document.text(name).orElseThrow(() -> missing(name));
  }

  static UUID uuid(JsonObject document, String name) {
    return UUID.fromString(text(document, name));
  }

  static ContentHash hash(JsonObject document, String name) {
    return new ContentHash(text(document, name));
  }

  static long number(JsonObject document, String name) {
    return optionalNumber(document, name).orElseThrow(() -> missing(name));
  }

  static OptionalLong optionalNumber(JsonObject document, String name) {
    return document.get(name).stream()
        .mapToLong(value -> (long) ((JsonNumber) value).value())
        .findFirst();
  }

  static boolean flag(JsonObject document, String name) {
    return document.get(name).filter(JsonBoolean.TRUE::equals).isPresent();
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException(name + ": absent (expected: part of a stored state)");
  }
}
