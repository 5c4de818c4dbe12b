package dev.galley.domain.content;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads JSON text strictly (RFC 8259) and refuses what the canonical form of RFC 8785 could not
 * keep, each with a pointer to its place: duplicate member names, numbers whose value a double
 * would change, lone surrogates; and U+0000, which no store of text keeps.
 *
 * <p>What comes out is therefore written back by {@link CanonicalJson} as the same value.
 */
public final class JsonReader {
  /** The nesting that is accepted when nothing else is said. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** The nesting that can be had at all; what is made of it lies some levels deeper in the rest. */
  public static final int MAX_DEPTH = 512;

  private static final int MAX_ERRORS = 100;
  private static final int MAX_NUMBER_LENGTH = 1_000;

  /** After pointers of this length in all, no more errors are looked for. */
  private static final int MAX_POINTERS_LENGTH = 64 * 1024;

  private final String text;
  private final int maxDepth;
  private final List<FieldError> errors = new ArrayList<>();

  /** The steps to the value that is being read: member names and array positions. */
  private final ArrayDeque<Object> path = new ArrayDeque<>();

  private int at;
  private int pointersLength;

  private JsonReader(String text, int maxDepth) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  /**
   * Reads one value of at most {@value #DEFAULT_MAX_DEPTH} levels. See {@link #read(String, int)}.
   */
  public static Json read(String text) {
    return read(text, DEFAULT_MAX_DEPTH);
  }

  /**
   * Reads one value.
   *
   * @param maxDepth how many arrays and objects may lie in each other, 1 or more
   * @throws InvalidContent when the text is no JSON (one error at the place where reading stopped)
   *     or has what can't be kept (up to 100 errors, each at its place; fewer when the pointers
   *     grow beyond 64 Ki characters)
   */
  public static Json read(String text, int maxDepth) {
    return new JsonReader(Objects.requireNonNull(text, "text"), maxDepth).document();
  }

  /**
   * Reads one value from UTF-8; bytes that are no UTF-8 are an error. See {@link #read(String,
   * int)}.
   */
  public static Json read(byte[] utf8, int maxDepth) {
    try {
      return read(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString(),
          maxDepth);
    } catch (CharacterCodingException e) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be JSON in UTF-8; these bytes are not UTF-8");
    }
  }

  private Json document() {
    skipSpace();
    if (at == text.length()) {
      throw InvalidContent.at(JsonPointer.ROOT, "must be JSON; it is empty");
    }
    Json value = value(1);
    skipSpace();
    if (at < text.length()) {
      throw syntax("nothing more after the value");
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return value;
  }

  private Json value(int depth) {
    if (at >= text.length()) {
      throw syntax("a value");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonString(string());
      case 't' -> literal("true", JsonBoolean.TRUE);
      case 'f' -> literal("false", JsonBoolean.FALSE);
      case 'n' -> literal("null", JsonNull.NULL);
      default -> {
        if (c == '-' || (c >= '0' && c <= '9')) {
          yield number();
        }
        throw syntax("a value");
      }
    };
  }

  private Json object(int depth) {
    checkDepth(depth);
    at++;
    Map<String, Json> members = new LinkedHashMap<>();
    skipSpace();
    if (peek() == '}') {
      at++;
      return JsonObject.EMPTY;
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw syntax("a member name in quotes");
      }
      String name = string();
      path.addLast(name);
      skipSpace();
      if (peek() != ':') {
        throw syntax("':'");
      }
      at++;
      skipSpace();
      if (members.put(name, value(depth + 1)) != null) {
        error("is there twice; a member name may stand once in an object");
      }
      path.removeLast();
      skipSpace();
      char c = peek();
      at++;
      if (c == '}') {
        return new JsonObject(members);
      }
      if (c != ',') {
        at--;
        throw syntax("',' or '}'");
      }
    }
  }

  private Json array(int depth) {
    checkDepth(depth);
    at++;
    List<Json> items = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
      return JsonArray.EMPTY;
    }
    while (true) {
      skipSpace();
      path.addLast(items.size());
      items.add(value(depth + 1));
      path.removeLast();
      skipSpace();
      char c = peek();
      at++;
      if (c == ']') {
        return new JsonArray(items);
      }
      if (c != ',') {
        at--;
        throw syntax("',' or ']'");
      }
    }
  }

  private void checkDepth(int depth) {
    if (depth > maxDepth) {
      throw InvalidContent.at(
          pointer(), "is nested deeper than the " + maxDepth + " levels that are allowed");
    }
  }

  private Json literal(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw syntax("a value");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    String written = text.substring(from, at);
    double value = Double.parseDouble(written);
    if (!keeps(written, value)) {
      error("must be a number that a double keeps (RFC 8785); this one would change its value");
      return new JsonNumber(0);
    }
    return new JsonNumber(value);
  }

  private static boolean keeps(String written, double value) {
    if (written.length() > MAX_NUMBER_LENGTH || !Double.isFinite(value)) {
      return false;
    }
    try {
      return new BigDecimal(written).compareTo(new BigDecimal(CanonicalJson.number(value))) == 0;
    } catch (NumberFormatException e) {
      // An exponent beyond what BigDecimal holds: for a finite double this is a number next to
      // zero.
      return false;
    }
  }

  private void digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (from == at) {
      throw syntax("a digit");
    }
  }

  private String string() {
    at++;
    int from = at;
    // Most strings have no escape: take them in one piece.
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        String plain = text.substring(from, at);
        at++;
        checkText(plain);
        return plain;
      }
      if (c == '\\' || c < 0x20) {
        break;
      }
      at++;
    }
    StringBuilder out = new StringBuilder(text.length() > at + 64 ? 64 : 16);
    out.append(text, from, at);
    while (true) {
      if (at >= text.length()) {
        throw syntax("the closing quote of a string");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        String escaped = out.toString();
        checkText(escaped);
        return escaped;
      }
      if (c < 0x20) {
        at--;
        throw syntax("control characters in a string to be escaped");
      }
      out.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
          if (digit < 0) {
            throw syntax("four hexadecimal digits after \\u");
          }
          code = code * 16 + digit;
          at++;
        }
        yield (char) code;
      }
      default -> {
        at--;
        throw syntax("an escape that JSON knows");
      }
    };
  }

  private static int hexDigit(char c) {
    // Character.digit would also take the digits of other scripts.
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private void checkText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        error("must not contain U+0000");
        return;
      }
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < value.length()
            && Character.isLowSurrogate(value.charAt(i + 1))) {
          i++;
        } else {
          error("must be well-formed Unicode; it has a lone surrogate");
          return;
        }
      }
    }
  }

  private void error(String detail) {
    FieldError error = new FieldError(pointer(), detail);
    errors.add(error);
    pointersLength += error.pointer().length();
    // Each pointer repeats the names above it, which may be as long as the text.
    if (errors.size() >= MAX_ERRORS || pointersLength >= MAX_POINTERS_LENGTH) {
      throw new InvalidContent(errors);
    }
  }

  private InvalidContent syntax(String expected) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(at, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String where = "line " + line + ", column " + (at - lineStart + 1);
    return InvalidContent.at(pointer(), "is no JSON: expected " + expected + " at " + where);
  }

  /** Where the reader is; a pointer may run through names that are themselves what is refused. */
  private String pointer() {
    StringBuilder out = new StringBuilder();
    for (Object step : path) {
      out.append('/');
      JsonPointer.escape(step.toString())
          .codePoints()
          .forEach(c ->
              out.appendCodePoint(
                  c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                      ? 0xFFFD
                      : c));
    }
    return out.toString();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\uFFFF';
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }
}
