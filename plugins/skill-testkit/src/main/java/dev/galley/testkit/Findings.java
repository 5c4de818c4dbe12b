package dev.galley.testkit;

import java.util.List;

/** Findings as a test fails with them. */
final class Findings {
  private static final int MOST = 300;

  private Findings() {}

  /** So much of an example that its author knows which one it is. */
  static String shown(Object example) {
    String text = String.valueOf(example);
    return text.length() > MOST ? text.substring(0, MOST) + "..." : text;
  }

  static void verify(String what, List<String> findings) {
    if (!findings.isEmpty()) {
      throw new AssertionError(what + ":\n - " + String.join("\n - ", findings));
    }
  }
}
