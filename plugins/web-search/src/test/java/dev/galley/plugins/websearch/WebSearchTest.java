package dev.galley.plugins.websearch;

import dev.galley.testkit.SkillTemplateKit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebSearchTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    SkillTemplateKit.of(new WebSearch())
        .accepts(Map.of())
        .accepts(Map.of("maxResults", 50, "allowedDomains", "example.org, b.co.uk"))
        .refuses(Map.of("safeSearch", "never", "maxResults", 51), "/safeSearch", "/maxResults")
        .refuses(Map.of("allowedDomains", "https://example.org"), "/allowedDomains")
        .refuses(Map.of("allowedDomains", "example"), "/allowedDomains")
        .verify();
  }
}
