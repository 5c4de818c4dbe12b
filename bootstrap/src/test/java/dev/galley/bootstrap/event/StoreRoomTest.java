package dev.galley.bootstrap.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.store.StorageFull;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRoomTest {
  private static final long MORE_THAN_ANY_DISK = Long.MAX_VALUE;

  @TempDir Path folder = Path.of(".");

  private StoreRoom room(String kind, String url, long least) {
    return new StoreRoom(kind, url, folder.toString(), least);
  }

  @Test
  void aWriteIsRefusedWhenTooLittleIsLeft() {
    StoreRoom room = room("postgres", "", MORE_THAN_ANY_DISK);

    assertThatThrownBy(room::require)
        .isInstanceOf(StorageFull.class)
        .hasMessageContaining("galley.store.min-free");
  }

  @Test
  void aWritePassesWhenThereIsRoom() {
    assertThatCode(room("postgres", "", 1)::require).doesNotThrowAnyException();
  }

  @Test
  void theDiskOfAServerElsewhereIsNotLookedAt() {
    assertThatCode(room("postgres", "jdbc:postgresql://db/g", MORE_THAN_ANY_DISK)::require)
        .doesNotThrowAnyException();
    assertThatCode(room("memory", "", MORE_THAN_ANY_DISK)::require).doesNotThrowAnyException();
  }
}
