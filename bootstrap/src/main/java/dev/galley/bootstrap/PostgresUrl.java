package dev.galley.bootstrap;

import dev.galley.rest.InvalidSetting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL, taken apart so that its secrets stand in no log. What can't be taken
 * apart with certainty is refused, without being repeated.
 *
 * @param url without user, password and any other secret
 * @param user empty when none is named
 * @param password empty when none is named
 */
public record PostgresUrl(String url, String user, String password) {

  /** The setting that names one. */
  public static final String SETTING = "galley.postgres.url";

  private static final String SCHEME = "jdbc:postgresql:";
  private static final String SHAPE = "jdbc:postgresql://host:port/database?user=...&password=...";
  private static final Pattern HOSTS =
      Pattern.compile("HOST(:[0-9]*)?(,HOST(:[0-9]*)?)*".replace("HOST", "([^:,\\[\\]]*|\\[.*?])"));
  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z][A-Za-z0-9_.]*)(=.*)?");

  /**
   * Takes an address apart.
   *
   * @param given with or without {@code jdbc:} before it
   * @throws InvalidSetting when it is none, or holds a secret where none is expected
   */
  public static PostgresUrl parse(String given) {
    String url = given.startsWith("postgresql:") ? "jdbc:" + given : given;
    if (!url.startsWith(SCHEME)) {
      throw invalid("something else", SHAPE);
    }
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    String user = "";
    String password = "";
    if (address.startsWith("//", SCHEME.length())) {
      int begin = SCHEME.length() + 2;
      int slash = address.indexOf('/', begin);
      String authority = address.substring(begin, slash < 0 ? address.length() : slash);
      int at = authority.lastIndexOf('@');
      if (at >= 0) {
        String[] login = authority.substring(0, at).split(":", 2);
        // Here a plus is a plus.
        user = decoded(login[0].replace("+", "%2B"));
        password = login.length == 1 ? "" : decoded(login[1].replace("+", "%2B"));
        address = address.substring(0, begin) + address.substring(begin + at + 1);
        authority = authority.substring(at + 1);
      }
      if (!HOSTS.matcher(authority).matches()) {
        throw invalid("an address with something else than hosts and ports", SHAPE);
      }
    }
    List<String> rest = new ArrayList<>();
    for (String parameter : query < 0 ? new String[0] : url.substring(query + 1).split("&", -1)) {
      if (parameter.startsWith("user=")) {
        user = decoded(parameter.substring("user=".length()));
      } else if (parameter.startsWith("password=")) {
        password = decoded(parameter.substring("password=".length()));
      } else if (!parameter.isEmpty()) {
        requireHarmless(parameter);
        rest.add(parameter);
      }
    }
    String plain = rest.isEmpty() ? address : address + '?' + String.join("&", rest);
    if (plain.indexOf('@') >= 0) {
      // Part of a login, most likely, whose password has a character that ends the part before.
      throw invalid(
          "a @ that ends no login",
          "characters such as / ? # @ written as %2F %3F %23 %40 where they belong to a value");
    }
    return new PostgresUrl(plain, user, password);
  }

  private static void requireHarmless(String parameter) {
    Matcher parts = PARAMETER.matcher(parameter);
    if (!parts.matches()) {
      throw invalid("a parameter whose name is none", SHAPE);
    }
    String name = parts.group(1);
    if (name.toLowerCase(Locale.ROOT).contains("password")) {
      throw invalid(
          "the parameter " + name,
          "no password but the user's, as password=...; a key of TLS has to be one without");
    }
  }

  private static InvalidSetting invalid(String what, String expected) {
    return new InvalidSetting(SETTING + " (GALLEY_POSTGRES_URL)", what, expected);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message repeats a part of the text.
      throw invalid("a user or password with a % that begins no character", "%25 for a plain %");
    }
  }

  /** Where it is, without the parameters. */
  public String address() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresUrl[" + url + ", " + user + ']';
  }
}
