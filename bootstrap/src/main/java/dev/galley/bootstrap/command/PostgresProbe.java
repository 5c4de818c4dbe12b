package dev.galley.bootstrap.command;

import dev.galley.bootstrap.PostgresUrl;
import dev.galley.rest.InvalidSetting;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Asks a PostgreSQL server whether it keeps what it has acknowledged. */
final class PostgresProbe {
  private static final Pattern CLUSTER = Pattern.compile("postgres-[0-9]+");
  private static final String REMEDY =
      "set it to on in the server's configuration: commits that Galley acknowledged can be lost";

  private PostgresProbe() {}

  /** The cluster of the embedded server in a data directory. */
  static Optional<Path> cluster(Path dataDirectory) throws IOException {
    if (!Files.isDirectory(dataDirectory)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dataDirectory, "postgres-*")) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)
            && CLUSTER.matcher(String.valueOf(entry.getFileName())).matches()) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  /** The address of the embedded server that runs in a cluster, with its log-in. */
  static String url(Path cluster) throws IOException {
    return "jdbc:postgresql://127.0.0.1:"
        + beside(cluster, ".port")
        + "/galley?sslmode=disable&gssEncMode=disable&user=galley&password="
        + URLEncoder.encode(beside(cluster, ".password"), StandardCharsets.UTF_8);
  }

  private static String beside(Path cluster, String ending) throws IOException {
    return Files.readString(cluster.resolveSibling(cluster.getFileName() + ending)).strip();
  }

  /** Looks at the embedded server, by the files that lie beside its cluster. */
  static Check embedded(Path cluster) {
    String name = "PostgreSQL";
    try {
      String port = beside(cluster, ".port");
      String password = beside(cluster, ".password");
      Properties login = new Properties();
      login.setProperty("user", "galley");
      login.setProperty("password", password);
      String url =
          "jdbc:postgresql://127.0.0.1:" + port + "/galley?sslmode=disable&gssEncMode=disable";
      return ask(name, "own, port " + port, url, login);
    } catch (IOException e) {
      return Check.wrong(
          name,
          "its own, but " + e.getMessage() + " can't be read",
          "run the command as the user who started the server");
    }
  }

  /** Looks at a server of the operator's. */
  static Check at(String url) {
    String name = "PostgreSQL";
    String which = "at GALLEY_POSTGRES_URL";
    try {
      PostgresUrl given = PostgresUrl.parse(url);
      Properties login = new Properties();
      if (!given.user().isEmpty()) {
        login.setProperty("user", given.user());
      }
      if (!given.password().isEmpty()) {
        login.setProperty("password", given.password());
      }
      return ask(name, which, given.url(), login);
    } catch (InvalidSetting e) {
      return Check.wrong(
          name, "the address can't be meant", Objects.requireNonNullElse(e.getMessage(), which));
    }
  }

  private static Check ask(String name, String which, String url, Properties login) {
    login.setProperty("ApplicationName", "galley-doctor");
    login.setProperty("loginTimeout", "5");
    login.setProperty("connectTimeout", "5");
    login.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(url, login);
        Statement statement = connection.createStatement()) {
      Map<String, String> settings = new LinkedHashMap<>();
      for (String setting :
          new String[] {"server_version", "fsync", "synchronous_commit", "full_page_writes"}) {
        settings.put(setting, show(statement, setting));
      }
      return judge(name, which, settings);
    } catch (SQLException e) {
      // The driver's message may repeat the address, which has no secrets by now.
      return Check.wrong(
          name,
          which + ", does not answer: " + firstLine(e),
          "look into its log; the embedded one is started again by the server");
    }
  }

  /** What the settings of a server come to. */
  static Check judge(String name, String which, Map<String, String> settings) {
    StringBuilder detail =
        new StringBuilder(which).append(", version ").append(settings.get("server_version"));
    StringBuilder wrong = new StringBuilder();
    settings.forEach((setting, value) -> {
      if (!setting.equals("server_version")) {
        detail.append(", ").append(setting).append(' ').append(value);
        boolean safe =
            value.equals("on")
                || (setting.equals("synchronous_commit") && value.equals("remote_apply"));
        if (!safe) {
          wrong.append(wrong.isEmpty() ? "" : ", ").append(setting);
        }
      }
    });
    return wrong.isEmpty()
        ? Check.ok(name, detail.toString())
        : Check.wrong(name, detail.toString(), wrong + ": " + REMEDY);
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "unknown" : value;
    }
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
