package dev.galley.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTextTest {
  private static final Random RANDOM = new Random(7);

  private static String some() {
    byte[] bytes = new byte[TokenText.RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return TokenText.of(bytes);
  }

  @Test
  void tokenHasAFormThatAScannerKnows() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(some()).matches("galley_[0-9A-Za-z]{49}");
    }
  }

  @Test
  void tokenHasAllThatIsRandomInIt() {
    assertThat(TokenText.of(new byte[32])).startsWith("galley_" + "0".repeat(43));
    byte[] most = new byte[32];
    Arrays.fill(most, (byte) -1);
    assertThat(TokenText.isWhole(TokenText.of(most))).isTrue();
    Set<String> different = new HashSet<>();
    for (int i = 0; i < 32 * 8; i++) {
      byte[] bytes = new byte[32];
      bytes[i / 8] = (byte) (1 << i % 8);
      different.add(TokenText.of(bytes).substring(0, 50));
    }
    assertThat(different).hasSize(256);
  }

  @Test
  void tokenOfOtherThan32BytesIsRefused() {
    assertThatThrownBy(() -> TokenText.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: 32");
  }

  @Test
  void oneWrongCharacterIsSeen() {
    String token = some();
    assertThat(TokenText.isWhole(token)).isTrue();
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'0', 'z', '_', 'ä', ' '}) {
        String wrong = token.substring(0, i) + other + token.substring(i + 1);
        assertThat(TokenText.isWhole(wrong)).as(wrong).isEqualTo(wrong.equals(token));
      }
    }
  }

  @Test
  void tokenThatIsCutOrGrownIsSeen() {
    String token = some();
    for (int end = 0; end < token.length(); end++) {
      assertThat(TokenText.isWhole(token.substring(0, end))).isFalse();
    }
    assertThat(TokenText.isWhole(token + "0")).isFalse();
    assertThat(TokenText.isWhole("0" + token)).isFalse();
    assertThat(TokenText.isWhole("")).isFalse();
  }

  @Test
  void textIsMeantToBeATokenByItsBeginning() {
    assertThat(TokenText.isMeant("galley_whatever")).isTrue();
    assertThat(TokenText.isMeant("Galley_whatever")).isFalse();
    assertThat(TokenText.isMeant("eyJhbGciOiJIUzI1NiJ9.e30.x")).isFalse();
  }
}
