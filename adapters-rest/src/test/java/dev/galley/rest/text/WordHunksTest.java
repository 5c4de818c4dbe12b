package dev.galley.rest.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.rest.text.WordHunks.Hunk;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordHunksTest {

  @Test
  void wordsThatDifferAreHunks() {
    assertThat(hunks("Answer the customer briefly.", "Answer each customer very briefly!"))
        .containsExactly(
            new Hunk(7, "the", "each"), new Hunk(19, "", " very"), new Hunk(27, ".", "!"));
  }

  @Test
  void textsThatAreEqualHaveNoHunk() {
    assertThat(hunks("a b", "a b")).isEmpty();
    assertThat(hunks("", "")).isEmpty();
  }

  @Test
  void emptyTextIsAddedToAndTakenFromAsAWhole() {
    assertThat(hunks("", "a b")).containsExactly(new Hunk(0, "", "a b"));
    assertThat(hunks("a b", "")).containsExactly(new Hunk(0, "a b", ""));
  }

  @Test
  void ideographsAreWordsOfTheirOwn() {
    assertThat(hunks("你是专家", "你是作家")).containsExactly(new Hunk(2, "专", "作"));
  }

  @Test
  void hunksMakeTheFirstTextTheSecond() {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      String before = text(random, random.nextInt(60));
      String after =
          random.nextBoolean() ? text(random, random.nextInt(60)) : edited(before, random);

      List<Hunk> hunks = hunks(before, after);

      assertThat(applied(before, hunks)).as("%s | %s", before, after).isEqualTo(after);
      assertThat(hunks).noneMatch(hunk -> hunk.removed().equals(hunk.added()));
      for (int k = 1; k < hunks.size(); k++) {
        assertThat(hunks.get(k).offset())
            .isGreaterThan(hunks.get(k - 1).offset() + hunks.get(k - 1).removed().length());
      }
    }
  }

  @Test
  void longTextsAreComparedInBoundedTime() {
    Random random = new Random(7);
    String one = longText(random, 40_000, " ");
    String other = longText(random, 40_000, " ");
    String lines = longText(random, 4_500, "\n");
    String changed = lines.replaceFirst("\n", " changed\n") + "word";
    long start = System.nanoTime();

    for (String text : List.of(other, lines, changed, "\n".repeat(200_000))) {
      assertThat(applied(one, hunks(one, text)).equals(text)).isTrue();
      assertThat(applied(lines, hunks(lines, text)).equals(text)).isTrue();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
    assertThat(hunks(lines, changed)).hasSize(2);
  }

  @Test
  void hunksThatAreTooManyAreOne() {
    String before = "a b ".repeat(1_100);
    String after = "a c ".repeat(1_099) + "a b d";
    WordHunks.Allowance allowance = new WordHunks.Allowance();

    List<Hunk> hunks = WordHunks.between(before, after, allowance).hunks();

    assertThat(hunks).hasSize(1_000);
    assertThat(hunks.subList(0, 999)).allMatch(hunk -> hunk.added().equals("c"));
    assertThat(applied(before, hunks)).isEqualTo(after);
    assertThat(allowance.isLeft()).isFalse();
    assertThat(new WordHunks.Allowance().isLeft()).isTrue();
  }

  @Test
  void textsShareTheirAllowance() {
    Random random = new Random(7);
    WordHunks.Allowance allowance = new WordHunks.Allowance();
    String one = longText(random, 1_500, " ");
    String other = longText(random, 1_500, " ");
    int whole = 0;
    for (int i = 0; i < 30; i++) {
      List<Hunk> hunks = WordHunks.between(one, other, allowance).hunks();
      assertThat(applied(one, hunks)).isEqualTo(other);
      whole += hunks.size() == 1 ? 1 : 0;
    }
    assertThat(whole).isGreaterThan(20);
  }

  @Test
  void hunksAreAnsweredWithTheirOffsets() {
    assertThat(CanonicalJson.write(WordHunks.between("a b", "a c").toJson()))
        .isEqualTo("[{\"added\":\"c\",\"offset\":2,\"removed\":\"b\"}]");
  }

  private static List<Hunk> hunks(String before, String after) {
    return WordHunks.between(before, after).hunks();
  }

  private static String applied(String text, List<Hunk> hunks) {
    StringBuilder out = new StringBuilder(text);
    for (Hunk hunk : hunks.reversed()) {
      int end = hunk.offset() + hunk.removed().length();
      assertThat(text.substring(hunk.offset(), end).equals(hunk.removed())).isTrue();
      out.replace(hunk.offset(), end, hunk.added());
    }
    return out.toString();
  }

  private static String text(Random random, int words) {
    List<String> some = List.of("a", "b", "und", " ", "\n", ".", "😀", "é", "家", "\r\n", "x_1");
    return random.ints(words, 0, some.size()).mapToObj(some::get).collect(Collectors.joining());
  }

  private static String edited(String text, Random random) {
    int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
    return text.substring(0, at) + text(random, 3) + text.substring(at);
  }

  private static String longText(Random random, int words, String separator) {
    return random
        .ints(words, 0, 10_000)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(separator));
  }
}
