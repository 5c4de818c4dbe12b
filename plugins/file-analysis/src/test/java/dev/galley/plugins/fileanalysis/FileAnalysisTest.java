package dev.galley.plugins.fileanalysis;

import dev.galley.testkit.SkillTemplateKit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileAnalysisTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    SkillTemplateKit.of(new FileAnalysis())
        .accepts(Map.of())
        .accepts(Map.of("mode", "extract", "outputSchema", Map.of("type", "object")))
        .accepts(Map.of("fileTypes", "pdf, docx"))
        .refuses(Map.of("fileTypes", ".pdf"), "/fileTypes")
        .refuses(Map.of("mode", "ask", "outputSchema", Map.of()), "/outputSchema")
        .refuses(Map.of("mode", "extract", "outputSchema", "x"), "/outputSchema")
        .verify();
  }
}
