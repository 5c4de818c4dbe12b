package dev.galley.bootstrap;

import dev.galley.rest.InvalidSetting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a PostgreSQL, taken apart so that its secrets stand in no log.
 *
 * @param url without user and password
 */
record PostgresUrl(String url, String user, String password) {

  /** The setting that names one. */
  static final String SETTING = "galley.postgres.url";

  private static final String SCHEME = "jdbc:postgresql:";

  static PostgresUrl parse(String given) {
    String url = given.startsWith("postgresql:") ? "jdbc:" + given : given;
    if (!url.startsWith(SCHEME)) {
      throw new InvalidSetting(
          SETTING + " (GALLEY_POSTGRES_URL)",
          "something else",
          "jdbc:postgresql://host:port/database?user=...&password=...");
    }
    int query = url.indexOf('?');
    if (query < 0) {
      return new PostgresUrl(url, "", "");
    }
    String user = "";
    String password = "";
    List<String> rest = new ArrayList<>();
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      if (parameter.startsWith("user=")) {
        user = decoded(parameter);
      } else if (parameter.startsWith("password=")) {
        password = decoded(parameter);
      } else if (!parameter.isEmpty()) {
        rest.add(parameter);
      }
    }
    String plain = url.substring(0, query);
    return new PostgresUrl(
        rest.isEmpty() ? plain : plain + '?' + String.join("&", rest), user, password);
  }

  private static String decoded(String parameter) {
    return URLDecoder.decode(
        parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresUrl[" + url + ", " + user + ']';
  }
}
