package dev.galley.rest.assistant;

import dev.galley.application.support.Precondition;
import dev.galley.rest.http.EntityTag;
import dev.galley.rest.http.EntityTagCondition;
import io.micronaut.http.HttpRequest;
import java.util.stream.Collectors;

/** Reads what a client says in {@code If-Match}. */
final class Preconditions {

  private Preconditions() {}

  /** The precondition. Of a tag with two parts only the first, the authored one, is compared. */
  static Precondition of(HttpRequest<?> request) {
    return EntityTagCondition.ifMatch(request)
        .map(condition ->
            condition.any()
                ? new Precondition.Exists()
                : new Precondition.OneOf(
                    condition.tags().stream()
                        .filter(tag -> !tag.weak())
                        .map(EntityTag::opaque)
                        .map(Preconditions::authored)
                        .collect(Collectors.toSet())))
        .orElse(new Precondition.None());
  }

  private static String authored(String tag) {
    int dot = tag.indexOf('.');
    return dot < 0 ? tag : tag.substring(0, dot);
  }
}
