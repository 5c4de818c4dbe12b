package dev.galley.testkit;

import dev.galley.plugins.host.Trial;
import java.nio.file.Path;
import java.util.List;

/** Loads the jar of a plugin as the server does. */
public final class PluginKit {

  private PluginKit() {}

  /** Why the server would not load it, in one sentence; empty when it would. */
  public static List<String> findings(Path jar) {
    return Trial.load(jar).fault().stream().toList();
  }

  /**
   * Fails when the server would not load it.
   *
   * @throws AssertionError with the reason
   */
  public static void verify(Path jar) {
    Findings.verify("The server would not load " + jar.getFileName(), findings(jar));
  }

  /** Looks at the jars that are named, for builds without a test framework. */
  public static void main(String[] jars) {
    int bad = 0;
    for (String jar : jars) {
      List<String> findings = findings(Path.of(jar));
      System.out.println(
          jar + ": " + (findings.isEmpty() ? "the server would load it" : findings.getFirst()));
      bad += findings.size();
    }
    if (bad > 0) {
      System.exit(1);
    }
  }
}
