package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.consumer.AppliedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyFolderTest {
  private static final String KEY = "acme/assistant/01890a5d-ac96-774b-bcce-b302099a0000";
  private static final AppliedState STATE =
      new AppliedState(2, 9, Map.of("galley.lifecycle", 9L, "galley.draft-committed", 7L), true);

  @TempDir Path temporary;

  @Test
  void whatIsStoredIsThereAfterARestart() throws Exception {
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      assertThat(folder.load(KEY)).isEmpty();
      folder.store(KEY, STATE);
      folder.sync();
    }
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      assertThat(folder.load(KEY)).hasValue(STATE);
    }
  }

  @Test
  void aRelativeFolderIsMade() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(temporary).resolve("new/copies");
    try (CopyFolder folder = CopyFolder.open(relative)) {
      folder.store(KEY, STATE);
      assertThat(folder.load(KEY)).hasValue(STATE);
    }
    assertThat(temporary.resolve("new/copies/acme")).isDirectory();
  }

  @Test
  void halfAWriteOfAKilledProcessIsNoCopy() throws Exception {
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      folder.store(KEY, STATE);
      Path file = temporary.resolve("acme/01890a5d-ac96-774b-bcce-b302099a0000.json");
      assertThat(file).exists();
      Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), "{\"sequ");
      assertThat(folder.load(KEY)).hasValue(STATE);
      folder.store(KEY, STATE);
      try (var files = Files.list(file.getParent())) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void aSpoiledFileIsNamed() throws Exception {
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      folder.store(KEY, STATE);
      Files.writeString(
          temporary.resolve("acme/01890a5d-ac96-774b-bcce-b302099a0000.json"), "oops");
      assertThatThrownBy(() -> folder.load(KEY))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("01890a5d-ac96-774b-bcce-b302099a0000.json: no JSON");
    }
  }

  @Test
  void aFolderIsForOneProcess() throws Exception {
    try (CopyFolder folder = CopyFolder.open(temporary)) {
      assertThat(folder.load(KEY)).isEmpty();
      assertThatThrownBy(() -> CopyFolder.open(temporary))
          .isInstanceOf(IOException.class)
          .hasMessage("folder: " + temporary + " (expected: one that no other process uses)");
    }
    CopyFolder.open(temporary).close();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, acme",
    "Acme, %41cme",
    "acme_2-x, acme_2-x",
    ".., %2E%2E",
    "a:b*, a%3Ab%2A",
    "'a b%20', a%20b%2520",
    "é, %C3%A9",
  })
  void tenantsBecomeNamesThatNoFileSystemMisunderstands(String tenant, String name) {
    assertThat(FileNames.encoded(tenant)).isEqualTo(name);
  }

  @Test
  void longTenantsGetNamesOfTheirOwn() {
    String one = FileNames.encoded("漢".repeat(199) + "一");
    String two = FileNames.encoded("漢".repeat(199) + "二");
    assertThat(one).hasSizeLessThan(220).isNotEqualTo(two).matches("[%0-9A-F]+~[0-9a-f]{64}");
  }
}
