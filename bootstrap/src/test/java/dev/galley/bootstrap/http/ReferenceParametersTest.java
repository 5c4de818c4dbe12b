package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

/** What the page of the API reference fills in by itself, and so sends when somebody tries it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceParametersTest {
  private static final List<String> READING = List.of("get", "head");

  private Map<String, Object> document = Map.of();

  /** The parameters of each operation, by its id. */
  private final Map<String, List<Map<String, Object>>> parameters = new TreeMap<>();

  private final Map<String, String> methods = new TreeMap<>();

  @BeforeAll
  void read() throws IOException {
    try (InputStream in =
        ReferenceParametersTest.class.getResourceAsStream("/galley/openapi.yaml")) {
      document = new Yaml().load(in);
    }
    object(document, "paths")
        .forEach((path, item) ->
            object(item)
                .forEach((method, member) -> {
                  if (member instanceof Map<?, ?> operation
                      && operation.get("operationId") instanceof String id) {
                    methods.put(id, method);
                    parameters.put(id, list(operation.get("parameters")));
                  }
                }));
    assertThat(parameters).hasSizeGreaterThan(100);
  }

  @Test
  void noOptionalParameterHasAnExampleThatWouldBeSent() {
    parameters.forEach((id, all) -> {
      for (Map<String, Object> parameter : all) {
        if (!Boolean.TRUE.equals(parameter.get("required"))) {
          String name = id + ' ' + parameter.get("name");
          assertThat(parameter).as(name).doesNotContainKeys("example", "examples");
          assertThat(resolved(object(parameter.get("schema"))))
              .as(name)
              .doesNotContainKeys("example", "examples");
        }
      }
    });
  }

  @Test
  void aWriteHasNoOtherDefaultThanFalse() {
    parameters.forEach((id, all) -> {
      if (!READING.contains(methods.get(id))) {
        for (Map<String, Object> parameter : all) {
          assertThat(resolved(object(parameter.get("schema"))).getOrDefault("default", false))
              .as(id + ' ' + parameter.get("name"))
              .isEqualTo(false);
        }
      }
    });
  }

  /** The page sends the first example. */
  @Test
  void aBodyThatMayBeAbsentSaysNothingInItsFirstExample() {
    List<String> checked = new ArrayList<>();
    object(document, "paths")
        .forEach((path, item) ->
            object(item)
                .forEach((method, operation) -> {
                  if (object(operation).get("requestBody") instanceof Map<?, ?> body
                      && !Boolean.TRUE.equals(body.get("required"))) {
                    Map<String, Object> examples =
                        object(body, "content", "application/json", "examples");
                    Object first = object(examples.values().iterator().next()).get("value");
                    checked.add(path);
                    assertThat(first).as(path).isIn(Map.of(), Map.of("dryRun", true));
                  }
                }));
    assertThat(checked).hasSizeGreaterThan(10);
  }

  /** The page does not resolve what stands at a path when a link leads to one operation. */
  @Test
  void everyOperationNamesItsParametersItself() {
    object(document, "paths")
        .forEach((path, item) -> assertThat(object(item)).as(path).doesNotContainKey("parameters"));
  }

  private List<Map<String, Object>> list(@Nullable Object value) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (value instanceof List<?> items) {
      items.forEach(item -> found.add(resolved(object(item))));
    }
    return found;
  }

  private Map<String, Object> resolved(Map<String, Object> value) {
    if (!(value.get("$ref") instanceof String ref)) {
      return value;
    }
    Map<String, Object> found = new TreeMap<>(value);
    found.remove("$ref");
    found.putAll(object(document, ref.substring(2).split("/", -1)));
    return found;
  }

  private static Map<String, Object> object(Object value, String... path) {
    Map<String, Object> found = object(value);
    for (String name : path) {
      found = object(found.get(name));
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
