package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.fixtures.JsonFixture;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Numbers of the canonical form: the shortest text that reads back as the same double. */
class CanonicalNumberTest {

  @Property(tries = 10_000)
  void printedNumberReadsBackAsTheSameDouble(@ForAll("doubles") double value) {
    JsonNumber number = new JsonNumber(value);

    assertThat(Double.parseDouble(CanonicalJson.write(number))).isEqualTo(number.value());
    assertThat(JsonReader.read(CanonicalJson.write(number))).isEqualTo(number);
  }

  @Property(tries = 10_000)
  void noShorterTextReadsBackAsTheSameDouble(@ForAll("doubles") double value) {
    String text = CanonicalJson.number(value);

    assertThat(digits(text).length()).isLessThanOrEqualTo(digits(Double.toString(value)).length());
    assertThat(new BigDecimal(text)).isEqualByComparingTo(shortest(value));
  }

  @Example
  void theSmallestDoublesArePrintedAsShortAsTheyCanBe() {
    for (long bits = 1; bits <= 2_000; bits++) {
      double value = Double.longBitsToDouble(bits);
      assertThat(new BigDecimal(CanonicalJson.number(value)))
          .as("%s", value)
          .isEqualByComparingTo(shortest(value));
    }
  }

  @Example
  void powersOfTwoAndTenAndTheirNeighboursArePrintedAsShortAsTheyCanBe() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      checkWithNeighbours(Math.scalb(1d, exponent));
    }
    for (int exponent = -323; exponent <= 308; exponent++) {
      checkWithNeighbours(Double.parseDouble("1e" + exponent));
    }
  }

  @Property
  void integersThatADoubleKeepsArePrintedPlainly(
      @ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long value) {
    assertThat(CanonicalJson.number((double) value)).isEqualTo(Long.toString(value));
  }

  @Provide
  Arbitrary<Double> doubles() {
    return JsonFixture.doubles();
  }

  private static void checkWithNeighbours(double value) {
    for (double near : new double[] {Math.nextDown(value), value, Math.nextUp(value)}) {
      if (near != 0 && Double.isFinite(near)) {
        assertThat(new BigDecimal(CanonicalJson.number(near)))
            .as("%s", near)
            .isEqualByComparingTo(shortest(near));
      }
    }
  }

  /**
   * By the book (ECMA-262, 6.1.6.1.20): as few digits as do, then the closest, then the even one.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits <= 17; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
      boolean belowDoes = Double.parseDouble(below.toString()) == value;
      boolean aboveDoes = Double.parseDouble(above.toString()) == value;
      if (belowDoes && aboveDoes) {
        int nearer = exact.subtract(below).compareTo(above.subtract(exact));
        return nearer < 0 || (nearer == 0 && !below.unscaledValue().testBit(0)) ? below : above;
      }
      if (belowDoes || aboveDoes) {
        return belowDoes ? below : above;
      }
    }
    throw new AssertionError("17 digits are enough for every double: " + value);
  }

  private static String digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().unscaledValue().abs().toString();
  }
}
