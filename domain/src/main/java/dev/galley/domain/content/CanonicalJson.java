package dev.galley.domain.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON in the canonical form of RFC 8785 (JSON Canonicalization Scheme): no white space,
 * member names sorted by UTF-16 code units, numbers as ECMAScript prints them, minimal escapes.
 */
public final class CanonicalJson {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  /** The canonical text. */
  public static String write(Json value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, true);
    return out.toString();
  }

  /** The canonical text in UTF-8, over which hashes are made. */
  public static byte[] bytes(Json value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The same text but for the order of members, which stay as they were added: for answers that
   * people read.
   */
  public static String writeInOrder(Json value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out, false);
    return out.toString();
  }

  private static void write(Json value, StringBuilder out, boolean sorted) {
    switch (value) {
      case JsonObject(Map<String, Json> members) -> {
        out.append('{');
        if (sorted) {
          List<String> names = new ArrayList<>(members.keySet());
          Collections.sort(names);
          String comma = "";
          for (String name : names) {
            out.append(comma);
            writeMember(name, members.get(name), out, true);
            comma = ",";
          }
        } else {
          String comma = "";
          for (Map.Entry<String, Json> member : members.entrySet()) {
            out.append(comma);
            writeMember(member.getKey(), member.getValue(), out, false);
            comma = ",";
          }
        }
        out.append('}');
      }
      case JsonArray(List<Json> items) -> {
        out.append('[');
        String comma = "";
        for (Json item : items) {
          out.append(comma);
          write(item, out, sorted);
          comma = ",";
        }
        out.append(']');
      }
      case JsonString(String text) -> writeText(text, out);
      case JsonNumber(double number) -> out.append(number(number));
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNull nothing -> out.append("null");
    }
  }

  private static void writeMember(String name, Json value, StringBuilder out, boolean sorted) {
    writeText(name, out);
    out.append(':');
    write(value, out, sorted);
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** A finite double as ECMAScript's Number.prototype.toString prints it (ECMA-262, 6.1.6.1.20). */
  static String number(double value) {
    if (value == 0d) {
      return "0";
    }
    if (value == Math.rint(value) && Math.abs(value) <= JsonNumber.MAX_SAFE_INTEGER) {
      return Long.toString((long) value);
    }
    Decimal decimal = Decimal.shortest(Math.abs(value));
    StringBuilder out = new StringBuilder(26);
    if (value < 0) {
      out.append('-');
    }
    String digits = decimal.digits();
    int k = digits.length();
    int n = decimal.pointPosition();
    if (k <= n && n <= 21) {
      out.append(digits).repeat('0', n - k);
    } else if (0 < n && n <= 21) {
      out.append(digits, 0, n).append('.').append(digits, n, k);
    } else if (-6 < n && n <= 0) {
      out.append("0.").repeat('0', -n).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (k > 1) {
        out.append('.').append(digits, 1, k);
      }
      out.append('e').append(n - 1 < 0 ? '-' : '+').append(Math.abs(n - 1));
    }
    return out.toString();
  }

  /**
   * The shortest decimal that reads back as a double: {@code 0.digits * 10^pointPosition}, digits
   * without leading or trailing zeros.
   */
  private record Decimal(String digits, int pointPosition) {

    /**
     * Takes the digits from {@link Double#toString(double)}, which since JDK 19 are the shortest
     * that round-trip, except that it never goes below two digits: where one digit would do (5e-324
     * against 4.9E-324) ECMAScript wants the one.
     */
    static Decimal shortest(double value) {
      Decimal printed = parse(Double.toString(value));
      if (printed.digits.length() != 2) {
        return printed;
      }
      int floor = printed.digits.charAt(0) - '0';
      int second = printed.digits.charAt(1) - '0';
      int nearer = second >= 5 ? floor + 1 : floor;
      int other = second >= 5 ? floor : floor + 1;
      for (int digit : new int[] {nearer, other}) {
        if (digit == 0) {
          continue;
        }
        Decimal candidate =
            digit == 10
                ? new Decimal("1", printed.pointPosition + 1)
                : new Decimal(Integer.toString(digit), printed.pointPosition);
        if (candidate.value() == value) {
          return candidate;
        }
      }
      return printed;
    }

    private double value() {
      return Double.parseDouble("0." + digits + "e" + pointPosition);
    }

    private static Decimal parse(String printed) {
      int exponentAt = printed.indexOf('E');
      int exponent = exponentAt < 0 ? 0 : Integer.parseInt(printed.substring(exponentAt + 1));
      String mantissa = exponentAt < 0 ? printed : printed.substring(0, exponentAt);
      int dot = mantissa.indexOf('.');
      String all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
      int from = 0;
      while (from < all.length() - 1 && all.charAt(from) == '0') {
        from++;
      }
      int to = all.length();
      while (to > from + 1 && all.charAt(to - 1) == '0') {
        to--;
      }
      return new Decimal(all.substring(from, to), dot - from + exponent);
    }
  }
}
