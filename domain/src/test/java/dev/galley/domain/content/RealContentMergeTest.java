package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The laws of merging over contents that people wrote. They are looked for in the directory that
 * {@code GALLEY_DATA} or {@code -Dgalley.data} names: {@code flowise-flows/*.json} and {@code
 * lobe-agents/agents.jsonl}. The number of edit scripts is {@code -Dgalley.scripts}.
 */
class RealContentMergeTest {
  private static final int SCRIPTS = Integer.getInteger("galley.scripts", 100);

  @Test
  void lawsHoldForFlows() {
    holdFor(flows(), ContentShapes.AGENT);
  }

  @Test
  void lawsHoldForAssistants() {
    holdFor(assistants(), ContentShapes.ASSISTANT);
  }

  @Test
  void whatALargeFlowCostsIsPrinted() {
    Json base =
        flows().stream().max(Comparator.comparingInt(RealContentMergeTest::length)).orElseThrow();
    Json live = new EditScript(ContentShapes.AGENT, 1, false).apply(base, 1);
    Json draft = new EditScript(ContentShapes.AGENT, 5, false).apply(base, 1);
    assertThat(List.of(live, draft)).doesNotContain(base);
    // As it is in a server, the sides do not share their values.
    Json otherLive = JsonReader.read(CanonicalJson.write(live));
    Json otherDraft = JsonReader.read(CanonicalJson.write(draft));

    long compared = median(() -> ContentComparison.changes(base, otherLive, ContentShapes.AGENT));
    long patched = median(() -> JsonPatch.between(base, otherLive, ContentShapes.AGENT));
    long merged = median(() -> Merge.of(base, otherLive, otherDraft, ContentShapes.AGENT));

    System.out.printf(
        "%d KiB: compare %d us, patch %d us, merge %d us%n",
        length(base) / 1024, compared / 1000, patched / 1000, merged / 1000);
  }

  private static void holdFor(List<Json> contents, ContentShape shape) {
    int clean = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      Random random = new Random(i);
      Json base = contents.get(random.nextInt(contents.size()));
      Json live = new EditScript(shape, random.nextLong(), false).apply(base, random.nextInt(12));
      Json draft = new EditScript(shape, random.nextLong(), false).apply(base, random.nextInt(12));
      MergeLaws laws = new MergeLaws(base, live, draft, shape);

      if (laws.hold().isClean()) {
        clean++;
      }
      laws.everyConflictCanBeResolved(random);
      assertThat(PatchedJson.apply(JsonPatch.between(live, draft, shape).toJson(), live))
          .isEqualTo(draft);
    }
    assertThat(clean).isBetween(SCRIPTS / 10, SCRIPTS * 9 / 10 + 9);
  }

  private static long median(Runnable work) {
    long[] times = new long[31];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static int length(Json content) {
    return CanonicalJson.bytes(content).length;
  }

  private static List<Json> flows() {
    List<Json> flows = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(data().resolve("flowise-flows"), "*.json")) {
      for (Path file : files) {
        JsonObject flow = (JsonObject) JsonReader.read(Files.readString(file));
        flows.add(
            JsonObject.builder()
                .put("comment", flow.text("description").orElse(""))
                .put(
                    "flow",
                    JsonObject.builder()
                        .put("steps", flow.get("nodes").orElseThrow())
                        .put("edges", flow.get("edges").orElseThrow())
                        .build())
                .put("slots", JsonArray.EMPTY)
                .build());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(flows).isNotEmpty();
    return flows;
  }

  private static List<Json> assistants() {
    try {
      return Files.readAllLines(data().resolve("lobe-agents/agents.jsonl")).stream()
          .map(line -> assistant((JsonObject) JsonReader.read(line)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json assistant(JsonObject agent) {
    JsonObject config = (JsonObject) agent.get("config").orElseThrow();
    JsonObject meta = (JsonObject) agent.get("meta").orElseThrow();
    return JsonObject.builder()
        .put("name", meta.text("title").orElse("an agent"))
        .putIfPresent("description", meta.text("description"))
        .putIfPresent("instructions", config.text("systemRole"))
        .put("suggestions", config.get("openingQuestions").orElse(JsonArray.EMPTY))
        .put("tags", meta.get("tags").orElse(JsonArray.EMPTY))
        .put("skills", JsonArray.EMPTY)
        .put("data", JsonObject.EMPTY.with("examples", agent.get("examples").orElse(JsonNull.NULL)))
        .build();
  }

  private static Path data() {
    String named = System.getProperty("galley.data", System.getenv("GALLEY_DATA"));
    assumeThat(named).as("no real contents: name their directory in GALLEY_DATA").isNotNull();
    return Path.of(named);
  }
}
