package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.plugins.host.PluginSigner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that was built outside the repository, from the template by the commands of its page, in
 * a server that runs.
 */
final class PluginsHttpTest {
  private static final String ID = "com.example.weather";

  @TempDir static Path author;
  private static Path one;
  private static Path two;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws Exception {
    Path project = author.resolve("my-plugin");
    copy(BuiltInPlugins.root().resolve("plugins/template"), project);
    one = built(project, "1.0.0");
    Path lines = project.resolve("plugin.properties");
    Files.writeString(lines, Files.readString(lines).replace("Version=1.0.0", "Version=2.0.0"));
    Path source = project.resolve("src/main/java/com/example/weather/Weather.java");
    Files.writeString(source, Files.readString(source).replace("The day,", "Which day,"));
    Path kept = author.resolve("one.jar");
    Files.copy(one, kept);
    two = built(project, "2.0.0");
    one = kept;
  }

  private static Path built(Path project, String version) throws Exception {
    String output = build(project);
    assertThat(output).contains("built ");
    return project.resolve("build/" + ID + "-" + version + ".jar");
  }

  private static String build(Path project) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "Build.java",
                galley().toString())
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(60, TimeUnit.SECONDS);
    return output;
  }

  /** A Galley that was built: in these tests its libraries are not jars yet. */
  private static Path galley() throws IOException {
    Path galley = author.resolve("galley");
    Path libraries = galley.resolve("lib");
    if (Files.isDirectory(libraries)) {
      return galley;
    }
    Files.createDirectories(libraries);
    for (String module :
        List.of(
            "domain",
            "application",
            "plugins/skill-api",
            "plugins/host",
            "plugins/skill-testkit")) {
      BuiltInPlugins.jar(
          BuiltInPlugins.root().resolve(module).resolve("target/classes"),
          libraries.resolve(module.replace('/', '-') + ".jar"));
    }
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      String name = String.valueOf(jar.getFileName());
      if (name.matches("(pf4j|java-semver|slf4j-api|re2j|resilience4j-.*)-[0-9].*\\.jar")
          && !Files.exists(libraries.resolve(name))) {
        Files.copy(jar, libraries.resolve(name));
      }
    }
    return galley;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static Galley serverOf(Path plugins, Map<String, Object> more) {
    Map<String, Object> settings = new java.util.HashMap<>(more);
    settings.put("galley.plugins.dir", plugins.toString());
    settings.putIfAbsent("galley.plugins.watch", "100ms");
    settings.putIfAbsent("galley.plugins.call-timeout", "30s");
    settings.putIfAbsent("galley.plugins.start-timeout", "60s");
    return Galley.inMemory(settings);
  }

  private static boolean has(Person person, String version) {
    Answer answer = person.get("/api/admin/plugins/" + ID).send();
    return answer.status() == 200 && answer.text("/version").equals(version);
  }

  @Test
  void pluginIsLoadedUsedReplacedAndUnloadedWhileTheServerRuns() throws Exception {
    try (Galley galley = serverOf(folder, Map.of())) {
      Tenant tenant = galley.newTenant();
      Person alice = tenant.user("alice");
      Person operator = tenant.user("op").operator().withoutSeat();
      String live = alice.has("A");
      alice.post(live + "/skills", Body.of("type", "weather")).invalid("/type");

      Files.copy(one, folder.resolve("weather.jar"));
      Waiting.until(() -> has(operator, "1.0.0"));

      alice
          .get("/api/assistant-skill-templates/weather")
          .expect(200)
          .shows("/fields/0/name", "city", "/fields/0/required", true, "/fields/2/type", "secret");
      String draft = alice.post(live + "/_edit").expect(201).header("Location");
      alice
          .post(draft + "/skills", Body.of("type", "weather", "data", Body.of("city", " ")))
          .invalid("/data/city");
      alice.post(draft + "/skills", Body.of("type", "weather")).invalid("/data/city");
      String id =
          alice
              .post(draft + "/skills", Body.of("type", "weather", "data", Body.of("city", "Oslo")))
              .expect(201)
              .text("/id");
      alice.post(live + "/draft/_commit").expect(200).shows("/skills/0/type", "weather");
      String skill = live + "/skills/" + id;
      assertThat(day(alice, skill)).startsWith("The day");
      Answer seen = alice.get(skill).expect(200);
      assertThat(seen.has("/unavailable")).isFalse();

      Files.copy(two, folder.resolve("weather.part"));
      Files.move(
          folder.resolve("weather.part"),
          folder.resolve("weather.jar"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Waiting.until(() -> has(operator, "2.0.0"));
      assertThat(day(alice, skill)).startsWith("Which day");

      Files.delete(folder.resolve("weather.jar"));
      Waiting.until(() -> operator.get("/api/admin/plugins/" + ID).send().status() == 404);
      keptWithoutItsTemplate(alice, live, skill, seen);
    }
  }

  private static String day(Person person, String skill) {
    return person
        .get(skill + "/driver")
        .expect(200)
        .text("/toolDefinition/parameters/properties/day/description");
  }

  private static void keptWithoutItsTemplate(Person alice, String live, String skill, Answer seen) {
    Answer gone = alice.get(skill).ifNoneMatch(seen.etag()).expect(200);
    gone.shows("/unavailable", true, "/data/city", "Oslo");
    alice.get(skill + "/driver").expect(200).shows("/toolDefinition", Body.NULL);
    alice.get(live).expect(200).shows("/skills/0/unavailable", true);
    alice
        .get("/api/assistants")
        .expect(200)
        .shows("/_embedded/inf:assistant/0/skills/0/unavailable", true);
    alice
        .get(live + "/skills")
        .expect(200)
        .shows("/_embedded/inf:assistant-skill/0/unavailable", true);
    alice.put(skill, gone.object()).ifMatch(gone.etag()).expect(200);
    assertThat(
            alice
                .put(skill, Body.of("data", Body.of("city", "Rome")))
                .invalid("/data")
                .text("/errors/0/detail"))
        .contains("is not installed");
    alice.put(skill, Body.of("name", "Old")).expect(200).shows("/name", "Old");
    alice
        .post(live + "/skills", Body.of("type", "weather", "data", Body.of("city", "Oslo")))
        .invalid("/type");
    alice.post(live + "/_edit").expect(201);
    alice.put(live + "/draft".replace("/draft", ""), Body.of("welcome", "Hi")).expect(200);
    alice.delete(skill).expect(204);
  }

  @Test
  void operatorSendsASignedPluginAndTakesItAway() throws Exception {
    PluginSigner.Keys keys = PluginSigner.newKeys();
    PluginSigner signer = PluginSigner.of(keys.privateKey());
    Map<String, Object> settings =
        Map.of(
            "galley.plugins.upload", true,
            "galley.plugins.require-signature", true,
            "galley.plugins.publishers", List.of("acme:" + keys.publicKey()));
    byte[] jar = Files.readAllBytes(one);
    byte[] next = Files.readAllBytes(two);
    try (Galley galley = serverOf(folder, settings)) {
      Person operator = galley.newTenant().user("op").operator().withoutSeat();
      sent(operator, jar, "").refused(422, "plugin-refused");
      sent(operator, jar, signer.sign(next)).refused(422, "plugin-refused");
      sent(operator, new byte[] {1, 2, 3}, signer.sign(new byte[] {1, 2, 3}))
          .refused(422, "plugin-refused");
      operator.get("/api/admin/plugins/" + ID).refused(404, "not-found");
      operator.post("/api/admin/plugins", Body.of()).refused(415, "unsupported-media-type");

      sent(operator, jar, signer.sign(jar))
          .expect(201)
          .shows("/version", "1.0.0", "/publisher", "acme", "/state", "running");
      Answer second = sent(operator, next, signer.sign(next)).expect(201);
      second.shows("/version", "2.0.0");
      operator.get(second.header("Location")).expect(200).shows("/version", "2.0.0");
      operator.delete("/api/admin/plugins/web-search").refused(422, "plugin-refused");
    }
    // It is there at the next start, and an unsigned one beside it is not run.
    Files.copy(one, folder.resolve("unsigned.jar"));
    try (Galley galley = serverOf(folder, settings)) {
      Person operator = galley.newTenant().user("op").operator().withoutSeat();
      operator.get("/api/admin/plugins/" + ID).expect(200).shows("/version", "2.0.0");
      operator
          .get("/health/readiness")
          .expect(200)
          .shows("/status", "UP", "/details/plugins/refused", 1);
      operator.delete("/api/admin/plugins/" + ID).expect(204);
    }
  }

  @Test
  void uploadThatIsSentAgainWithItsKeyIsAnsweredAsBefore() throws Exception {
    byte[] jar = grown(Files.readAllBytes(one), 9 * 1024 * 1024);
    try (Galley galley = serverOf(folder, allowing(jar))) {
      Person operator = galley.newTenant().user("op").operator().withoutSeat();
      Answer first = sent(operator, jar, "").header("Idempotency-Key", "k").expect(201);
      Answer again = sent(operator, jar, "").header("Idempotency-Key", "k").expect(201);

      first.shows("/version", "1.0.0", "/state", "running", "/allowed", true);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }
  }

  @Test
  void pluginThatCanNotBeWrittenIsNotTakenIn() throws Exception {
    byte[] jar = Files.readAllBytes(one);
    Path file = Files.createFile(folder.resolve("no-folder"));
    try (Galley galley = serverOf(file, allowing(jar))) {
      Person operator = galley.newTenant().user("op").operator().withoutSeat();
      sent(operator, jar, "").unavailable("plugin-not-kept");
      operator.get("/api/admin/plugins/" + ID).refused(404, "not-found");
    }
  }

  private static Map<String, Object> allowing(byte[] jar) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(jar);
    return Map.of(
        "galley.plugins.upload", true,
        "galley.plugins.require-signature", true,
        "galley.plugins.allow", List.of(HexFormat.of().formatHex(hash)));
  }

  /** A jar with so many bytes more. */
  private static byte[] grown(byte[] jar, int bytes) throws IOException {
    byte[] ballast = new byte[bytes];
    new Random(1).nextBytes(ballast);
    ByteArrayOutputStream grown = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(grown)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
      out.putNextEntry(new ZipEntry("ballast"));
      out.write(ballast);
    }
    return grown.toByteArray();
  }

  private static Call sent(Person person, byte[] jar, String signature) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.jar\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    form.write(jar);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    Call call =
        person
            .post("/api/admin/plugins")
            .body(BodyPublishers.ofByteArray(form.toByteArray()))
            .header("Content-Type", "multipart/form-data; boundary=b");
    return signature.isEmpty() ? call : call.header("Galley-Plugin-Signature", signature);
  }

  @Test
  void templateSaysInWordsWhatIsWrong() throws Exception {
    Path project = author.resolve("wrong-" + folder.getFileName());
    copy(BuiltInPlugins.root().resolve("plugins/template"), project);
    Path source = project.resolve("src/main/java/com/example/weather/Weather.java");
    Files.writeString(
        source, Files.readString(source).replace("of(\"weather\"", "of(\"My Weather\""));

    assertThat(build(project))
        .contains("The server would not take this template")
        .contains("id: 'My Weather' (expected: 1 to 60 lower-case letters");
  }
}
