package dev.galley.bootstrap.command;

/**
 * One thing that was looked at.
 *
 * @param detail what was found
 * @param remedy what to do; empty when nothing is wrong
 */
record Check(String name, State state, String detail, String remedy) {

  /** How it is. */
  enum State {
    OK("ok"),
    /** Nothing is wrong, and nothing could be checked. */
    ABSENT("-"),
    /** It works, and should be looked at all the same. */
    WARNING("warn"),
    WRONG("WRONG");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Check ok(String name, String detail) {
    return new Check(name, State.OK, detail, "");
  }

  static Check absent(String name, String detail) {
    return new Check(name, State.ABSENT, detail, "");
  }

  static Check warning(String name, String detail, String remedy) {
    return new Check(name, State.WARNING, detail, remedy);
  }

  static Check wrong(String name, String detail, String remedy) {
    return new Check(name, State.WRONG, detail, remedy);
  }
}
