package dev.galley.consumer;

/** What is wrong with a record; never leaves the deserializer. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN = 100;

  MalformedException(String problem) {
    super(problem, null, false, false);
  }

  /** A value that breaks the rule, shown so that it can't spoil a log. */
  static MalformedException of(String name, String found, String rule) {
    return new MalformedException(name + ": " + shown(found) + " (expected: " + rule + ")");
  }

  private static String shown(String found) {
    StringBuilder shown = new StringBuilder();
    found
        .codePoints()
        .limit(MAX_SHOWN)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
