package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What holds of every list that pages by {@code start}, by the API reference. */
interface CollectionsHttpContract extends HttpContract {
  String START = "#/components/parameters/Start";

  /** The parameters of all such lists by their paths. */
  private static Map<String, List<String>> collections() throws IOException {
    try (InputStream document =
        CollectionsHttpContract.class.getResourceAsStream("/galley/openapi.yaml")) {
      Map<String, Object> openApi = new Yaml().load(document);
      Map<String, List<String>> found = new TreeMap<>();
      members(openApi, "paths")
          .keySet()
          .forEach(path -> {
            Object get = members(openApi, "paths", path).get("get");
            List<String> names = new ArrayList<>();
            boolean pages = false;
            if (get instanceof Map<?, ?> operation
                && operation.get("parameters") instanceof List<?> parameters) {
              for (Object parameter : parameters) {
                Object ref = ((Map<?, ?>) parameter).get("$ref");
                pages |= START.equals(ref);
                names.add(
                    ref instanceof String text
                        ? (String)
                            Objects.requireNonNull(
                                members(
                                        openApi,
                                        "components",
                                        "parameters",
                                        text.substring(text.lastIndexOf('/') + 1))
                                    .get("name"))
                        : (String) Objects.requireNonNull(((Map<?, ?>) parameter).get("name")));
              }
            }
            if (pages) {
              found.put(path, names);
            }
          });
      return found;
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Map<String, Object> json, String... path) {
    Map<String, Object> found = json;
    for (String name : path) {
      found = (Map<String, Object>) Objects.requireNonNull(found.get(name));
    }
    return found;
  }

  @Test
  default void everyCollectionTellsHowToGoFurther() throws IOException {
    Person alice = tenant().user("alice").tokenMaker();
    String live = alice.has("A");
    alice.post(live + "/_edit").expect(201);
    Map<String, List<String>> collections = collections();
    assertThat(collections).hasSizeGreaterThan(15);

    collections.forEach((template, parameters) -> {
      String path = template.replace("/api/assistants/{id}", live);
      assertThat(parameters).as(template).contains("start", "limit", "after");
      Answer beyond = alice.get(path + "?start=10001").expect(400).namesParameters("start");
      assertThat(beyond.text("/errors/0/detail")).as(template).contains("after=");
      Answer last = alice.get(path + "?start=10000").expect(200).shows("/start", 10_000);
      assertThat(last.links("prev")).as(template).isTrue();
      Answer walk = alice.get(path + "?after=&limit=1").expect(200).shows("/start", 0);
      assertThat(walk.link("self")).as(template).contains("after=");
      alice.get(path + "?after=&start=1").expect(400).namesParameters("start");
      alice.get(path + "?after=-&limit=1").expect(400).namesParameters("after");
      alice.get(path + "?before=1").expect(400).namesParameters("before");
    });
  }

  @Test
  default void listsAtHandAreWalkedToo() {
    Person alice = alice();
    String live = alice.has("A");
    List<String> skills = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      skills.add(
          alice.post(live + "/skills", Body.of("type", "web-search")).expect(201).text("/id"));
    }
    List<String> walked = new ArrayList<>();
    String next = live + "/skills?limit=2&after=";
    while (!next.isEmpty()) {
      Answer page = alice.get(next).expect(200).shows("/total", 5);
      walked.addAll(page.texts("/_embedded/inf:assistant-skill", "id"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(walked).isEqualTo(skills);
    alice.get(live + "/skills?after=99").expect(200).shows("/count", 0);
  }
}
