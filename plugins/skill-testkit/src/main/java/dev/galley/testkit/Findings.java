package dev.galley.testkit;

import java.util.List;

/** Findings as a test fails with them. */
final class Findings {

  private Findings() {}

  static void verify(String what, List<String> findings) {
    if (!findings.isEmpty()) {
      throw new AssertionError(what + ":\n - " + String.join("\n - ", findings));
    }
  }
}
