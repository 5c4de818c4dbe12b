package dev.galley.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.rest.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeyTest {
  @TempDir Path data;

  @Test
  void theFirstStartMakesAKeyThatOnlyItsOwnerCanRead() throws IOException {
    Path fresh = data.resolve("not/there/yet");
    LocalKey made = LocalKey.loadOrCreate(fresh);
    assertThat(made.secret()).hasSize(32);
    Path file = LocalKey.file(fresh);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve("keys"))))
        .isEqualTo("rwx------");
    try (var files = Files.list(fresh.resolve("keys"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void laterStartsHaveTheSameKey() {
    assertThat(LocalKey.loadOrCreate(data).secret())
        .isEqualTo(LocalKey.loadOrCreate(data).secret())
        .isNotEqualTo(LocalKey.loadOrCreate(data.resolve("other")).secret());
  }

  @Test
  void loadingMakesNothing() {
    assertThat(LocalKey.load(data)).isEmpty();
    assertThat(LocalKey.file(data)).doesNotExist();
  }

  @Test
  void startsAtTheSameTimeHaveOneKey() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<List<Byte>> start =
          () -> {
            byte[] secret = LocalKey.loadOrCreate(data).secret();
            return java.util.stream.IntStream.range(0, secret.length)
                .mapToObj(i -> secret[i])
                .toList();
          };
      List<Future<List<Byte>>> keys = threads.invokeAll(java.util.Collections.nCopies(8, start));
      Set<List<Byte>> different =
          keys.stream().map(LocalKeyTest::result).collect(Collectors.toSet());
      assertThat(different).hasSize(1);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aKeyThatOthersMayUseIsRefused(String rights) throws IOException {
    LocalKey.loadOrCreate(data);
    Files.setPosixFilePermissions(LocalKey.file(data), PosixFilePermissions.fromString(rights));
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> LocalKey.loadOrCreate(data))
        .withMessageContaining(LocalKey.file(data).toString())
        .withMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "not base64!", "QUJD"})
  void whatIsNoKeyIsRefused(String text) throws IOException {
    LocalKey.loadOrCreate(data);
    Files.writeString(LocalKey.file(data), text);
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> LocalKey.loadOrCreate(data))
        .withMessageContaining("32 bytes");
  }

  @Test
  void theKeyDoesNotShowItself() throws IOException {
    LocalKey key = LocalKey.loadOrCreate(data);
    assertThat(key.toString()).isEqualTo("LocalKey");
    assertThat(Files.readString(LocalKey.file(data))).doesNotContain(key.toString());
  }
}
