package dev.galley.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** A server's own figures, as {@code /prometheus} shows them. */
record Figures(Map<String, Double> values) {

  static Figures of(URI server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text =
          client
              .send(
                  HttpRequest.newBuilder(server.resolve("/prometheus")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      Map<String, Double> values = new HashMap<>();
      for (String line : text.split("\n", -1)) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith("#") && space > 0) {
          values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
        }
      }
      return new Figures(values);
    }
  }

  /** A figure without labels. */
  long value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(name + ": missing from the figures of the server");
    }
    return Math.round(value);
  }
}
