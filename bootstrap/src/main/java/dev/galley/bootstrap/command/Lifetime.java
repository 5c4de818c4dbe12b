package dev.galley.bootstrap.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long a token lives: a number with s, m, h or d behind it. */
final class Lifetime {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})\\s*([smhd])");

  private Lifetime() {}

  /**
   * The time that a text like {@code 8h} means.
   *
   * @throws CommandFailure when it means none, or one above {@code most}
   */
  static Duration parse(String option, String text, Duration most) {
    String rule = "a time such as 30m, 8h or 2d, at most " + most.toDays() + "d";
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw CommandFailure.setting(option, text, rule);
    }
    long number = Long.parseLong(form.group(1));
    Duration time =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (time.compareTo(most) > 0) {
      throw CommandFailure.setting(option, text, rule);
    }
    return time;
  }
}
