package dev.galley.plugins.requiredinstructions;

import dev.galley.testkit.CommitGateKit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredInstructionsTest {

  @Test
  void keepsTheRulesOfTheServerAndItsOwn() {
    Map<String, Object> with = Map.of("name", "A", "instructions", "Be kind.");
    Map<String, Object> without = Map.of("name", "A");
    CommitGateKit.of(new RequiredInstructions())
        .passes(with, without)
        .passes(with, with)
        .passes(without, without)
        .warnsOf(with, Map.of("name", "A", "instructions", "x".repeat(500)))
        .passes(Map.of("instructions", "x".repeat(100)), Map.of("instructions", "x".repeat(500)))
        .blocks(without, with)
        .blocks(Map.of("name", "A", "instructions", " "), with)
        .verify();
  }
}
