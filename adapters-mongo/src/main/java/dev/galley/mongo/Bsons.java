package dev.galley.mongo;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** JSON as BSON and back, and short ways to what documents hold. */
final class Bsons {

  private Bsons() {}

  static BsonDocument of(JsonObject object) {
    BsonDocument document = new BsonDocument();
    object.members().forEach((name, value) -> document.put(name, of(value)));
    return document;
  }

  static BsonValue of(Json json) {
    return switch (json) {
      case JsonObject object -> of(object);
      case JsonArray array -> new BsonArray(array.items().stream().map(Bsons::of).toList());
      case JsonString(String value) -> new BsonString(value);
      case JsonNumber(double value) -> new BsonDouble(value);
      case JsonBoolean bool -> BsonBoolean.valueOf(bool.value());
      case JsonNull nothing -> BsonNull.VALUE;
    };
  }

  static JsonObject json(BsonDocument document) {
    Map<String, Json> members = new LinkedHashMap<>();
    document.forEach((name, value) -> members.put(name, json(value)));
    return new JsonObject(members);
  }

  private static Json json(BsonValue value) {
    return switch (value.getBsonType()) {
      case DOCUMENT -> json(value.asDocument());
      case ARRAY -> new JsonArray(value.asArray().stream().map(Bsons::json).toList());
      case STRING -> new JsonString(value.asString().getValue());
      case DOUBLE, INT32, INT64 -> new JsonNumber(value.asNumber().doubleValue());
      case BOOLEAN -> Json.of(value.asBoolean().getValue());
      case NULL -> Json.nothing();
      default ->
          throw new IllegalStateException(
              value.getBsonType() + " in a stored document (expected: what JSON has)");
    };
  }

  static BsonArray texts(Collection<String> texts) {
    return new BsonArray(texts.stream().map(BsonString::new).toList());
  }

  static <T> BsonArray list(Collection<T> items, Function<T, BsonDocument> write) {
    return new BsonArray(items.stream().map(write).toList());
  }

  /** The documents of a list that may be absent. */
  static List<BsonDocument> list(BsonDocument document, String name) {
    return document.containsKey(name)
        ? document.getArray(name).stream().map(BsonValue::asDocument).toList()
        : List.of();
  }

  /** The texts of a list that may be absent. */
  static List<String> texts(BsonDocument document, String name) {
    return document.containsKey(name)
        ? document.getArray(name).stream().map(value -> value.asString().getValue()).toList()
        : List.of();
  }

  static String text(BsonDocument document, String name) {
    return document.getString(name).getValue();
  }

  static Optional<String> optionalText(BsonDocument document, String name) {
    return document.containsKey(name) ? Optional.of(text(document, name)) : Optional.empty();
  }

  static long number(BsonDocument document, String name) {
    return document.getNumber(name).longValue();
  }

  /** A number that is 0 when it is absent. */
  static long numberOrZero(BsonDocument document, String name) {
    return document.containsKey(name) ? number(document, name) : 0;
  }

  static boolean flag(BsonDocument document, String name) {
    return document.containsKey(name) && document.getBoolean(name).getValue();
  }

  static BsonString bson(String text) {
    return new BsonString(text);
  }

  static BsonInt64 bson(long number) {
    return new BsonInt64(number);
  }

  /** How many bytes a document has. */
  static int size(BsonDocument document) {
    try (BasicOutputBuffer buffer = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      new BsonDocumentCodec().encode(writer, document, EncoderContext.builder().build());
      return buffer.getSize();
    }
  }
}
