package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandTest {
  @TempDir Path folder;
  private FakeGalley server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeGalley();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void revisionsAreShownNewestFirst() {
    JsonObject newest =
        revision(2)
            .with("comment", Json.of("Shorter answers.\nAs agreed."))
            .with("kind", Json.of("commit"))
            .with(
                "changedPaths",
                JsonArray.ofTexts(
                    List.of("/a", "/b", "/c", "/tags/" + "t".repeat(80), "/e", "/f")));
    have(0, 20, List.of(newest, revision(1)));

    Terminal.Result result = log("team:pilot");

    assertThat(result.out())
        .isEqualTo(
            """
            revision 2  0123456789ab  commit  alice  2026-01-02T03:04:05Z
                Shorter answers.
                As agreed.
                /a, /b, /c, /tags/ttttttttttttttttttttttttttttttttttttttttttttttttttt..., and 2 more

            revision 1  0123456789ab  update  alice  2026-01-02T03:04:05Z
                /name
            """);
    assertThat(result.exitCode()).isZero();
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void pagesAreReadAsFarAsNeeded() {
    have(0, 20, revisions(250, 231));
    have(20, 30, revisions(230, 201));
    // One came in between.
    have(20, 200, revisions(231, 32));
    have(220, 200, revisions(31, 1));

    assertThat(numbers(log("team:pilot", "--limit", "50"))).isEqualTo(down(250, 201));
    assertThat(server.requests).hasSize(2);
    assertThat(numbers(log("team:pilot"))).isEqualTo(down(250, 1));
  }

  @Test
  void aReaderWhoLeavesEndsTheWalk() {
    have(0, 20, revisions(9_000, 8_981));
    for (int start = 20; start < 9_000; start += 200) {
      have(start, 200, revisions(9_000 - start, Math.max(1, 9_001 - start - 200)));
    }

    Terminal.Result result =
        new Terminal(folder)
            .runWatched(
                Map.of(
                    "GALLEY_URL", server.url(), "GALLEY_TOKEN", "good", "PAGER", "exec <&-; true"),
                "log",
                "team:pilot");

    assertThat(result.err()).isEmpty();
    // What fits into the pipe may be on its way before he is seen to be gone.
    assertThat(server.requests).hasSizeLessThan(20);
  }

  @Test
  void whatCanNotBeMeantIsRefused() {
    assertThat(log("team:pilot", "--limit", "0").err()).contains("--limit: 0 (expected: at least");
    assertThat(log("team:pilot").err()).contains("galley: team:pilot: There is no such assistant");
    assertThat(log("team:pilot").exitCode()).isEqualTo(1);
  }

  private static JsonObject revision(long number) {
    return JsonObject.builder()
        .put("revision", number)
        .put("hash", "0123456789abcdef")
        .put("kind", "update")
        .put("author", "alice")
        .put("at", "2026-01-02T03:04:05.678Z")
        .put("changedPaths", JsonArray.ofTexts(List.of("/name")))
        .build();
  }

  private static List<JsonObject> revisions(long newest, long oldest) {
    return down(newest, oldest).stream().map(LogCommandTest::revision).toList();
  }

  private static List<Long> down(long newest, long oldest) {
    return IntStream.rangeClosed(0, (int) (newest - oldest)).mapToObj(i -> newest - i).toList();
  }

  private static List<Long> numbers(Terminal.Result result) {
    return Pattern.compile("(?m)^revision (\\d+) ")
        .matcher(result.out())
        .results()
        .map((MatchResult match) -> Long.parseLong(match.group(1)))
        .toList();
  }

  private void have(int start, int limit, List<JsonObject> revisions) {
    server.readings.put(
        "application/hal+json /team:pilot/revisions?start=" + start + "&limit=" + limit,
        JsonObject.builder()
            .put(
                "_embedded",
                JsonObject.EMPTY.with("inf:revision", new JsonArray(new ArrayList<>(revisions))))
            .build());
  }

  private Terminal.Result log(String... arguments) {
    return new Terminal(folder)
        .run(
            Map.of("GALLEY_URL", server.url(), "GALLEY_TOKEN", "good"),
            Stream.concat(Stream.of("log"), Stream.of(arguments)).toArray(String[]::new));
  }
}
