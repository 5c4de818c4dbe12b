package dev.galley.plugins.codeexecution;

import dev.galley.testkit.SkillTemplateKit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodeExecutionTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    SkillTemplateKit.of(new CodeExecution())
        .accepts(Map.of())
        .accepts(Map.of("language", "python", "packages", "numpy==2.1.0, pandas"))
        .accepts(Map.of("language", "javascript", "packages", "@types/node", "network", true))
        .refuses(Map.of("language", "cobol", "timeoutSeconds", 0), "/language", "/timeoutSeconds")
        .refuses(Map.of("language", "bash", "packages", "curl"), "/packages")
        .refuses(Map.of("packages", "a b"), "/packages")
        .refuses(Map.of("packages", "a,a"), "/packages")
        .verify();
  }
}
