package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String PILOT = agent("pilot", "Pilot", "You pilot ships.");
  private static final String COOK = agent("cook", "Cook", "You cook.");

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
  void createsWhatIsNotThere() throws IOException {
    Terminal.Result result = bring(PILOT, COOK);

    assertThat(result.out()).contains("2 lines").contains("2 created, 0 unchanged");
    assertThat(result.exitCode()).isZero();
    assertThat(server.live("alice:pilot").text("instructions")).contains("You pilot ships.");
  }

  @Test
  void aSecondRunChangesNothing() throws IOException {
    bring(PILOT, COOK);
    Map<String, JsonObject> before = Map.copyOf(server.assistants);

    Terminal.Result result = bring(PILOT, COOK);

    assertThat(result.out()).contains("0 created, 2 unchanged, 0 different, 0 updated, 0 failed");
    assertThat(server.assistants).isEqualTo(before);
  }

  @Test
  void whatDiffersIsReportedAndLeft() throws IOException {
    bring(PILOT);

    Terminal.Result result = bring(agent("pilot", "Harbour Pilot", "You pilot boats."));

    assertThat(result.out())
        .contains("agents.jsonl:1: pilot: different: name, instructions")
        .contains("1 different")
        .contains("--update");
    assertThat(result.exitCode()).isZero();
    assertThat(server.live("alice:pilot").text("name")).contains("Pilot");
  }

  @Test
  void updateGoesThroughADraft() throws IOException {
    bring(PILOT);
    server.requests.clear();

    Terminal.Result result = bring(List.of("--update"), agent("pilot", "Pilot", "New."));

    assertThat(result.out()).contains("updated: instructions").contains("1 updated, 0 failed");
    assertThat(server.live("alice:pilot").text("instructions")).contains("New.");
    assertThat(server.requests)
        .endsWith(
            "POST /api/assistants/id-of-pilot/_edit",
            "PUT /api/assistants/draft-of-id-of-pilot",
            "POST /api/assistants/id-of-pilot/draft/_commit");
    assertThat(server.comments).containsExactly("Import of agents.jsonl");
  }

  @Test
  void anotherUsersDraftIsLeftAlone() throws IOException {
    bring(PILOT);
    server.haveDraft("alice:pilot", "bob", JsonObject.EMPTY);
    Map<String, JsonObject> before = Map.copyOf(server.assistants);

    Terminal.Result result = bring(List.of("--update"), agent("pilot", "Pilot", "New."));

    assertThat(result.out()).contains("failed: there is an open draft of bob");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(server.assistants).isEqualTo(before);
  }

  @Test
  void ownWorkInADraftIsLeftAlone() throws IOException {
    bring(PILOT);
    server.haveDraft("alice:pilot", "alice", with("welcome", "Half a thought"));

    Terminal.Result result =
        bringAs(jwt("alice"), List.of("--update"), agent("pilot", "Pilot", "New."));

    assertThat(result.out()).contains("failed: there is an open draft of alice");
    assertThat(server.assistants).containsKey("alice:pilot-draft");
  }

  @Test
  void anUpdateThatWasCutOffIsFinished() throws IOException {
    bring(PILOT);
    server.haveDraft("alice:pilot", "alice", with("instructions", "New."));

    Terminal.Result result =
        bringAs(jwt("alice"), List.of("--update"), agent("pilot", "Pilot", "New."));

    assertThat(result.out()).contains("1 updated, 0 failed");
    assertThat(server.assistants).doesNotContainKey("alice:pilot-draft");
  }

  @Test
  void aConflictIsReportedAndItsDraftTakenBack() throws IOException {
    bring(PILOT);
    server.liveMovesBeforeCommit = true;

    Terminal.Result result = bring(List.of("--update"), agent("pilot", "Pilot", "New."));

    assertThat(result.out()).contains("failed: conflict: Live is at revision 2.");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(server.live("alice:pilot").text("instructions")).contains("You pilot ships.");
    assertThat(server.assistants).doesNotContainKey("alice:pilot-draft");
  }

  @Test
  void anAssistantThatWasMovedIsNotMadeAgain() throws IOException {
    bring(PILOT);
    JsonObject moved = server.live("alice:pilot").with("naturalId", Json.of("bob:pilot"));
    server.assistants.put("alice:pilot", moved);

    Terminal.Result result = bring(List.of("--update"), PILOT);

    assertThat(result.out()).contains("different: naturalId, now bob:pilot");
    assertThat(server.assistants).containsEntry("alice:pilot", moved);
  }

  @Test
  void whatTheServerRefusesIsNamedWithItsPlace() throws IOException {
    Terminal.Result result = bring(PILOT, agent("long", "x".repeat(201), "y"));

    assertThat(result.out())
        .contains("agents.jsonl:2: long: failed: /meta/title must be at most 200 characters")
        .contains("1 created, 0 unchanged, 0 different, 0 updated, 1 failed");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void badLinesAreNamedAndTheOthersImported() throws IOException {
    Terminal.Result result = bring("{\"identifier\":", "[]", "", PILOT, PILOT);

    assertThat(result.out())
        .containsPattern(
            "agents.jsonl:1: failed: /identifier is no JSON: expected .* at column \\d+\n")
        .contains("agents.jsonl:2: failed: the line must be an object, not an array")
        .contains("agents.jsonl:5: failed: /identifier was in ")
        .contains("1 created")
        .contains("3 failed");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void ofManyLinesThatCannotBeReadTheFirstAreNamed() throws IOException {
    Terminal.Result result = bring(PILOT, "[\n".repeat(30).strip());

    assertThat(result.out().lines().filter(line -> line.contains(": failed: "))).hasSize(10);
    assertThat(result.out())
        .contains("agents.jsonl:11: failed")
        .contains("... and 20 more lines that could not be read")
        .contains("1 created")
        .contains("30 failed");
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    server.disturbed = request -> request.startsWith("POST");
    server.disturbances.addAll(List.of(503, 0));

    Terminal.Result result = bring(PILOT);

    assertThat(result.out()).contains("1 created").contains("0 failed");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aServerThatIsGoneEndsTheImport() throws IOException {
    server.disturbed = request -> request.contains("pilot");
    for (int i = 0; i < 50; i++) {
      server.disturbances.add(503);
    }

    Terminal.Result result = bring(PILOT);

    assertThat(result.err()).contains("Stopped before the end").contains("Run it again");
    assertThat(result.out()).contains("1 not tried");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void aServerThatFailsAtEveryLineIsLeftInPeace() throws IOException {
    server.disturbed = request -> !request.endsWith("/api/assistants");
    String[] lines = new String[100];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = agent("pilot-" + i, "Pilot", "You pilot ships.");
      server.disturbances.add(500);
    }

    Terminal.Result result = bring(List.of("--jobs", "1"), lines);

    assertThat(result.err()).contains("fails again and again");
    assertThat(result.out()).contains("10 failed").contains("not tried");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void aWrongTokenIsOneSentence() throws IOException {
    Terminal.Result result = bringAs("bad", List.of(), PILOT, COOK);

    assertThat(result.err()).contains("refuses the token: This token is not accepted.");
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void everyRealAgentIsCreatedOnce() throws IOException {
    Optional<Path> file = LobeAgentTest.realAgents();
    if (file.isEmpty()) {
      System.out.println(
          "The lobe-chat agents are not beside the repository; the samples must do.");
      return;
    }
    Terminal.Result first = command(List.of("--jobs", "8"), "good", file.get());
    Terminal.Result second = command(List.of("--update"), "good", file.get());

    assertThat(first.out()).contains("405 created").contains("0 failed");
    assertThat(second.out()).contains("405 unchanged").contains("0 failed");
  }

  @Test
  void withoutAServerItSaysHowToGetOne() throws IOException {
    Path file = Files.writeString(folder.resolve("agents.jsonl"), PILOT);

    Terminal.Result result = new Terminal(folder).run("import", file.toString());

    assertThat(result.err()).contains("No server runs").contains("galley serve");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private Terminal.Result bring(String... lines) throws IOException {
    return bring(List.of(), lines);
  }

  private Terminal.Result bring(List<String> options, String... lines) throws IOException {
    return bringAs("good", options, lines);
  }

  private Terminal.Result bringAs(String token, List<String> options, String... lines)
      throws IOException {
    return command(
        options,
        token,
        Files.writeString(folder.resolve("agents.jsonl"), String.join("\n", lines) + "\n"));
  }

  private Terminal.Result command(List<String> options, String token, Path file) {
    List<String> arguments = new ArrayList<>(List.of("import", "--owner", "alice"));
    arguments.addAll(options);
    arguments.add(file.toString());
    return new Terminal(folder)
        .run(
            Map.of("GALLEY_URL", server.url(), "GALLEY_TOKEN", token),
            arguments.toArray(new String[0]));
  }

  private static String jwt(String user) {
    String claims = "{\"sub\":\"" + user + "\"}";
    return "header."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
        + ".good";
  }

  private static JsonObject with(String field, String text) {
    return JsonObject.builder().put(field, text).build();
  }

  private static String agent(String identifier, String title, String role) {
    return "{\"identifier\":\"%s\",\"meta\":{\"title\":\"%s\",\"tags\":[\"sea\"]},\"config\":{\"systemRole\":\"%s\"},\"author\":\"mo\"}"
        .formatted(identifier, title, role);
  }
}
