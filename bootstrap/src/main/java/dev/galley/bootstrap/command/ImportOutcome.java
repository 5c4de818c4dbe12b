package dev.galley.bootstrap.command;

import java.util.List;

/** What became of a line. */
sealed interface ImportOutcome {

  /** There is a new assistant. */
  record Created() implements ImportOutcome {}

  /** The assistant was there and is as the line says. */
  record Unchanged() implements ImportOutcome {}

  /** The assistant is there, with other values in these fields, and was left as it is. */
  record Different(List<String> fields) implements ImportOutcome {

    public Different {
      fields = List.copyOf(fields);
    }
  }

  /** These fields of the assistant were changed. */
  record Updated(List<String> fields) implements ImportOutcome {

    public Updated {
      fields = List.copyOf(fields);
    }
  }

  /** Nothing came of it. */
  record Failed(String reason) implements ImportOutcome {}
}
