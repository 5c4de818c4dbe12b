package dev.galley.domain.chat;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a message has cost, exactly; in whatever currency the reporters have agreed on.
 *
 * @param amount 0 to {@value #MOST}, with at most {@value #DECIMALS} decimals
 */
public record Cost(BigDecimal amount) {
  /** The most that one message can cost. */
  public static final long MOST = 1_000_000;

  /** How finely a cost is told. */
  public static final int DECIMALS = 9;

  /** Of what is free. */
  public static final Cost NONE = new Cost(BigDecimal.ZERO);

  public Cost {
    if (!fits(amount)) {
      throw new IllegalArgumentException(
          "amount: " + amount + " (expected: 0 to " + MOST + ", at most 9 decimals)");
    }
  }

  /**
   * A cost that was sent as a number: the shortest decimal that means the same double. What a cost
   * can be has at most 15 digits, and so that is the decimal that was sent.
   */
  public static Optional<Cost> of(double number) {
    return checked(new BigDecimal(Double.toString(number)));
  }

  /** A cost that was sent as a decimal without sign and exponent. */
  public static Optional<Cost> of(String decimal) {
    return decimal.matches("[0-9]{1,7}([.][0-9]{1,9})?")
        ? checked(new BigDecimal(decimal))
        : Optional.empty();
  }

  private static Optional<Cost> checked(BigDecimal amount) {
    return fits(amount) ? Optional.of(new Cost(amount)) : Optional.empty();
  }

  private static boolean fits(BigDecimal amount) {
    return amount.signum() >= 0
        && amount.compareTo(BigDecimal.valueOf(MOST)) <= 0
        && amount.stripTrailingZeros().scale() <= DECIMALS;
  }
}
