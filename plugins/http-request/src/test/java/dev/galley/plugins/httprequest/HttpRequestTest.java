package dev.galley.plugins.httprequest;

import dev.galley.testkit.SkillTemplateKit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpRequestTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    SkillTemplateKit.of(new HttpRequest())
        .accepts(Map.of("url", "https://shop.example/orders/{id}?full={full}"))
        .accepts(
            Map.of("url", "https://shop.example", "authentication", "bearer", "credential", "id"))
        .accepts(Map.of("url", "http://shop.example", "headers", Map.of("Accept", "text/plain")))
        .refuses(Map.of(), "/url")
        .refuses(Map.of("url", "file:///etc/passwd"), "/url")
        .refuses(Map.of("url", "https://{host}.example/"), "/url")
        .refuses(Map.of("url", "https://a:b@shop.example/"), "/url")
        .refuses(Map.of("url", "https://shop.example/{"), "/url")
        .refuses(Map.of("url", "https://shop.example", "authentication", "basic"), "/credential")
        .refuses(Map.of("url", "https://shop.example", "credential", "id"), "/credential")
        .refuses(
            Map.of("url", "http://shop.example", "authentication", "basic", "credential", "id"),
            "/url")
        .refuses(
            Map.of("url", "https://shop.example", "headers", Map.of("Cookie", "a", "X", "a\nb")),
            "/headers/Cookie",
            "/headers/X")
        .refuses(Map.of("url", "https://shop.example", "headers", List.of()), "/headers")
        .verify();
  }
}
