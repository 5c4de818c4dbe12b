package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** The signals that PostgreSQL gives a meaning to; Java itself can send none of the first two. */
enum Signal {
  /** Fast shutdown: roll back, disconnect, write a checkpoint. */
  INT,
  /** Immediate shutdown: stop now, recover at the next start. */
  QUIT,
  /** The end of one process, of which PostgreSQL learns nothing. */
  KILL;

  /** Sends this signal; a process that is gone already is no error. */
  void sendTo(long pid) {
    if (this == KILL) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      return;
    }
    try {
      // The shell's own kill, since small images have no program of that name.
      Process shell =
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name(), Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (!shell.waitFor(10, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "Process " + pid + " can't be sent SIG" + name() + ": " + e.getMessage() + ".", e);
    } catch (InterruptedException _) {
      // The signal is sent by then, or as good as; whoever waits for its effect sees the interrupt.
      Thread.currentThread().interrupt();
    }
  }
}
