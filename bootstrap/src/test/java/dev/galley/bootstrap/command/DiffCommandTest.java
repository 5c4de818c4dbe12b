package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String DRAFT = "/team:pilot/_compare?from=live&to=draft";
  private static final String CHANGES =
      """
      {"naturalId": "team:pilot", "changes": [
        {"path": "/instructions", "kind": "changed",
         "before": "You are a calm pilot. %1$s Be kind.", "after": "You are a bold pilot. %1$s Be quick.",
         "hunks": [{"offset": 10, "removed": "calm", "added": "bold"},
                   {"offset": 219, "removed": "kind", "added": "quick"}]},
        {"path": "/skills/7", "kind": "moved", "before": {"name": "Web"}, "after": {"name": "Web"}},
        {"path": "/skills/7/name", "kind": "changed", "before": "Web", "after": "Net"},
        {"path": "/skills/8", "kind": "added", "after": {"name": "Maps", "data": {"zoom": 3}}},
        {"path": "/welcome", "kind": "removed", "before": "Ahoy!\\nAll aboard."}]}
      """
          .formatted("x ".repeat(97).strip());

  @TempDir Path folder;
  private FakeGalley server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeGalley();
    have(CHANGES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void changesAreToldPlaceByPlace() {
    Terminal.Result result = diff("team:pilot");

    assertThat(result.out())
        .isEqualTo(
            """
            team:pilot  live -> draft: 5 changes

            /instructions  changed
                You are a [-calm-]{+bold+} pilot. %s...%s Be [-kind-]{+quick+}.

            /skills/7 (Web)  moved
            /skills/7/name  changed
                - Web
                + Net
            /skills/8 (Maps)  added
                + {
                +   "data": {
                +     "zoom": 3
                +   }
                +   "name": "Maps"
                + }

            /welcome  removed
                - Ahoy!
                - All aboard.
            """
                .formatted("x ".repeat(26), " x".repeat(28)));
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void exitCodeTellsWhetherThereAreDifferences() {
    assertThat(diff("team:pilot", "--exit-code").exitCode()).isEqualTo(1);
    assertThat(diff("team:cook", "--exit-code").exitCode()).isEqualTo(2);
    assertThat(diff("team:pilot", "--exit-code", "--to", "x").exitCode()).isEqualTo(2);
    have("{\"naturalId\": \"team:pilot\", \"changes\": []}");
    Terminal.Result same = diff("team:pilot", "--exit-code");
    assertThat(same.out()).isEqualTo("team:pilot  live -> draft: no difference\n");
    assertThat(same.exitCode()).isZero();
  }

  @Test
  void thePatchIsPrintedAsItIs() {
    Json patch =
        JsonReader.read(
            "[{\"op\": \"remove\", \"path\": \"/welcome\"},"
                + "{\"op\": \"add\", \"path\": \"/name\", \"value\": \"\\u009b\"}]");
    server.readings.put(
        "application/json-patch+json /team:pilot/_compare?from=revision:3&to=live", patch);

    Terminal.Result result =
        diff("team:pilot", "--from", "revision:3", "--to", "live", "--json-patch");

    assertThat(JsonReader.read(result.out())).isEqualTo(patch);
    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.out()).doesNotContain("\u009b");
    server.readings.put("application/json-patch+json " + DRAFT, JsonArray.EMPTY);
    assertThat(diff("team:pilot", "--json-patch", "--exit-code").exitCode()).isZero();
  }

  @Test
  void onATerminalThereAreColoursAndAPager() throws IOException {
    Path shown = folder.resolve("shown");
    Map<String, String> pager = Map.of("PAGER", "cat > '" + shown + "'");

    Terminal.Result paged = watched(pager, "team:pilot");

    assertThat(paged.out()).isEmpty();
    assertThat(Files.readString(shown))
        .contains("\u001b[31mcalm\u001b[m\u001b[32mbold\u001b[m", "\u001b[31m- Ahoy!\u001b[m")
        .doesNotContain("[-", "{+");
    Terminal.Result unpaged = watched(pager, "team:pilot", "--no-pager");
    assertThat(unpaged.out()).isEqualTo(Files.readString(shown));
    for (Map<String, String> plain :
        List.of(
            Map.of("PAGER", "", "NO_COLOR", "1"),
            Map.of("PAGER", "cat", "TERM", "dumb"),
            Map.of("PATH", folder.toString(), "NO_COLOR", "1"))) {
      assertThat(watched(plain, "team:pilot").out()).isEqualTo(diff("team:pilot").out());
    }
  }

  @Test
  void aPagerThatIsNotThereIsNamed() {
    Terminal.Result result = watched(Map.of("PAGER", "no-such-pager"), "team:pilot");

    assertThat(result.err()).contains("galley: PAGER: no-such-pager (expected: ");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void aPagerThatIsLeftEarlyIsNoFailure() {
    have("{\"changes\": [" + "{\"path\": \"/name\"},".repeat(20_000) + "{\"path\": \"/name\"}]}");

    Terminal.Result result = watched(Map.of("PAGER", "head -n 1 > /dev/null"), "team:pilot");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void textsGiveNoOrdersToTheTerminal() {
    have(
        """
        {"changes": [{"path": "/tags/\\u001b[2J", "kind": "added", "after": "a\\u009b1m\\u202eb\\tc"}]}
        """);

    assertThat(diff("team:pilot").out())
        .contains("/tags/\\u001b[2J  added", "+ a\\u009b1m\\u202eb\tc")
        .doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void hunksThatDoNotFitTheirTextAreNotBelieved() {
    have(
        """
        {"changes": [{"path": "/name", "kind": "changed", "before": "ab", "after": "ac",
         "hunks": [{"offset": 7, "removed": "b", "added": "c"}]}]}
        """);

    assertThat(diff("team:pilot").out()).contains("    - ab\n    + ac\n");
  }

  @Test
  void whatCanNotBeHadIsSaidInASentence() {
    assertThat(diff("team:cook").err())
        .isEqualTo("galley: team:cook: There is no such assistant. (404 not-found)\n");
    assertThat(diff("pilot").err()).contains("<assistant>: pilot (expected: an id, or a natural");
    assertThat(diff("team:pilot", "--from", "revision:x").err())
        .contains("--from: revision:x (expected: live, draft, base, revision:<number>");
    assertThat(run(Map.of("GALLEY_URL", server.url(), "GALLEY_TOKEN", "bad"), "team:pilot").err())
        .contains("The server " + server.url() + " refuses the token: This token");
    assertThat(
            run(Map.of("GALLEY_URL", "http://127.0.0.1:1", "GALLEY_TOKEN", "good"), "team:pilot")
                .err())
        .contains("galley: The server http://127.0.0.1:1 does not answer: ");
    assertThat(run(Map.of(), "team:pilot").err())
        .contains("No server runs with the data directory");
    assertThat(diff().err()).contains("<assistant>").contains("galley help diff");
  }

  private void have(String comparison) {
    server.readings.put("application/json " + DRAFT, JsonReader.read(comparison));
  }

  private Terminal.Result diff(String... arguments) {
    return run(settings(), arguments);
  }

  private Map<String, String> settings() {
    return Map.of("GALLEY_URL", server.url(), "GALLEY_TOKEN", "good");
  }

  private Terminal.Result run(Map<String, String> environment, String... arguments) {
    return new Terminal(folder).run(environment, command(arguments));
  }

  private Terminal.Result watched(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(settings());
    all.putAll(environment);
    return new Terminal(folder).runWatched(all, command(arguments));
  }

  private static String[] command(String... arguments) {
    return Stream.concat(Stream.of("diff"), Stream.of(arguments)).toArray(String[]::new);
  }
}
