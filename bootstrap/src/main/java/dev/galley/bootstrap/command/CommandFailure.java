package dev.galley.bootstrap.command;

/** Ends a command: a sentence for whoever called it, and the exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something went wrong. */
  static final int FAILED = 1;

  /** The command or a setting can't be meant like this. */
  static final int MISUSED = 2;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for did not work. */
  static CommandFailure failed(String message) {
    return new CommandFailure(FAILED, message);
  }

  /** What was asked for makes no sense. */
  static CommandFailure misused(String message) {
    return new CommandFailure(MISUSED, message);
  }

  /** A setting or option has a value that can't be meant. */
  static CommandFailure setting(String name, Object value, String expected) {
    return misused(name + ": " + value + " (expected: " + expected + ")");
  }

  /** The same failure with an exit code that means nothing else. */
  CommandFailure endingWith(int code) {
    CommandFailure failure = new CommandFailure(code, String.valueOf(getMessage()));
    failure.addSuppressed(this);
    return failure;
  }

  int exitCode() {
    return exitCode;
  }
}
