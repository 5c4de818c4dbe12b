package dev.galley.jdbc.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another Java process that starts the embedded server and waits to be killed. */
final class GalleyProcess implements AutoCloseable {

  private final Process process;

  private GalleyProcess(Process process) {
    this.process = process;
  }

  /** What runs in the other process: {@code <data directory>}. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgres server =
            EmbeddedPostgres.start(EmbeddedPostgresSettings.in(Path.of(arguments[0])));
        Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS kept (word text)");
      statement.execute("INSERT INTO kept VALUES ('committed')");
      System.out.println("READY " + server.port());
      Thread.sleep(Long.MAX_VALUE);
    } catch (EmbeddedPostgresException e) {
      System.out.println("REFUSED " + e.getMessage());
    }
  }

  static GalleyProcess launch(Path dataDirectory) throws IOException {
    return new GalleyProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GalleyProcess.class.getName(),
                dataDirectory.toString())
            .redirectError(Redirect.INHERIT)
            .start());
  }

  /** Waits for what the process says of its start: READY and the port, or REFUSED and why. */
  String answer() throws IOException {
    List<String> seen = new ArrayList<>();
    BufferedReader lines = process.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("READY ") || line.startsWith("REFUSED ")) {
        return line;
      }
      seen.add(line);
    }
    throw new IOException("no answer, but: " + String.join("\n", seen));
  }

  long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
