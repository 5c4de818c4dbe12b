package dev.galley.contract.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveView;
import dev.galley.application.store.Export;
import dev.galley.contract.Everything;
import dev.galley.contract.InMemoryStoreUnderTest;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.access.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an export leaves out: the same of every store, as all of them read the same. */
final class ExportTest {
  private final StoreUnderTest store = InMemoryStoreUnderTest.create();

  @BeforeEach
  void fill() {
    Everything.into(store);
  }

  private static List<String> lines(ArchiveView view) {
    List<String> lines = new ArrayList<>();
    for (Archive.Part part : Archive.Part.values()) {
      List<Archive.Entry> page = view.read(part, "", 1_000);
      while (!page.isEmpty()) {
        page.forEach(entry -> lines.add(entry.line(part)));
        page = view.read(part, page.getLast().key(), 1_000);
      }
    }
    return lines;
  }

  private List<String> exported(Optional<TenantId> tenant) {
    return lines(new Export(store.archive(), tenant));
  }

  @Test
  void anExportHoldsNoSecretsAndNothingThatIsDeleted() {
    String[] canaries = {
      Everything.LIVE_TOKEN.value(),
      Everything.DRAFT_TOKEN.value(),
      "é secret-value",
      "bytes of secret-value",
      "é api-token",
      "é tenant-keys",
      "é leftovers",
      Everything.LEFT_BEHIND,
      "Lost.",
      "Not cleared yet.",
      "Of the first life.",
      "\"part\":\"event\"",
      "\"part\":\"receipt\""
    };
    assertThat(String.join("\n", lines(store.archive()))).contains(canaries);
    assertThat(String.join("\n", exported(Optional.empty())))
        .doesNotContain(canaries)
        .contains("é comment there", "é chat there", "é usage there", "é favorite there")
        .contains("bytes of file there", "\"Two.\"", "\"One.\"", "Undone", "Her")
        .contains("\"part\":\"journal\"", "\"part\":\"model\"", "\"part\":\"name\"");
  }

  @Test
  void anExportOfOneTenantHoldsNothingOfAnother() {
    List<String> parts = new ArrayList<>();
    for (TenantId tenant : Everything.TENANTS) {
      List<String> one = exported(Optional.of(tenant));
      assertThat(one).isNotEmpty().allMatch(line -> line.contains(tenant.value() + '/'));
      parts.addAll(one);
    }
    assertThat(parts).containsExactlyInAnyOrderElementsOf(exported(Optional.empty()));
  }
}
