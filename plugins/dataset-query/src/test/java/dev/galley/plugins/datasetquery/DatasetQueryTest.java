package dev.galley.plugins.datasetquery;

import dev.galley.testkit.SkillTemplateKit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetQueryTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    SkillTemplateKit.of(new DatasetQuery())
        .accepts(Map.of())
        .accepts(Map.of("maxRows", 5, "columns", "a, b", "filter", Map.of("x", List.of(1))))
        .accepts(Map.of("columns", ""))
        .refuses(Map.of("maxRows", 0, "other", 1), "/maxRows", "/other")
        .refuses(Map.of("columns", "a,a", "filter", "x"), "/columns", "/filter")
        .refuses(Map.of("columns", "a,"), "/columns")
        .verify();
  }
}
