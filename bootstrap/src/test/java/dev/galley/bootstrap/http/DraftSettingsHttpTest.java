package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that keeps little of the drafts of assistants. */
final class DraftSettingsHttpTest {

  @Test
  void theOldestHeadsGoFirstThatNobodyHasMarked() {
    try (Galley galley = Galley.inMemory(Map.of("galley.drafts.retention", 200))) {
      Person alice = galley.newTenant().user("alice");
      String live = alice.has("head 1");
      String draft = alice.post(live + "/_edit").expect(201).header("Location");
      String history = live + "/draft/history";
      for (int i = 2; i <= 200; i++) {
        alice.put(draft, Body.of("name", "head " + i)).expect(200);
      }
      alice.put(history + "/1", Body.of("pinned", true)).expect(200);
      alice.put(history + "/3", Body.of("label", "Good")).expect(200);

      alice.put(draft, Body.of("name", "head 201")).expect(200);
      alice.post(live + "/draft/_undo").expect(200);
      alice.put(draft, Body.of("name", "head 202")).expect(200);
      alice.put(draft, Body.of("name", "head 203")).expect(200);

      alice.get(history).expect(200).shows("/total", 199, "/canUndo", true);
      for (int gone : new int[] {2, 4, 5}) {
        alice.get(history + "/" + gone).refused(404, "not-found");
        alice.put(history + "/" + gone, Body.of("pinned", true)).refused(404, "not-found");
        alice.get(live + "/_compare?from=entry:" + gone).refused(404, "not-found");
      }
      alice.get(history + "/1").expect(200).shows("/content/name", "head 1", "/reachable", true);
      alice.get(history + "/3").expect(200).shows("/content/name", "head 3", "/label", "Good");
      alice
          .get(history + "/201")
          .expect(200)
          .shows("/content/name", "head 201", "/reachable", false);
      String items = "/_embedded/inf:history-entry";
      alice
          .get(history + "?start=196")
          .expect(200)
          .shows("/count", 3, items + "/0/seqNo", 6, items + "/1/seqNo", 3, items + "/2/seqNo", 1);
    }
  }

  @Test
  void retentionOutOfItsRangeRefusesToStart() {
    for (int bad : new int[] {199, 1_001}) {
      assertThatThrownBy(() -> Galley.inMemory(Map.of("galley.drafts.retention", bad)))
          .hasStackTraceContaining("galley.drafts.retention: " + bad + " (expected: 200 to 1000)");
    }
  }
}
