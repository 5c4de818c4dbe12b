package dev.galley.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code --name value} pairs of a command line. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  Options(String[] args, int from) {
    for (int i = from; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " (expected: --name value)");
      }
      values.put(args[i].substring(2), args[i + 1]);
    }
  }

  int number(String name, int byDefault) {
    String value = values.get(name);
    return value == null ? byDefault : Integer.parseInt(value);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Path> path(String name) {
    return Optional.ofNullable(values.get(name)).map(Path::of);
  }
}
