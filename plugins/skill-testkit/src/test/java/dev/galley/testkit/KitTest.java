package dev.galley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.skill.api.CommitGate;
import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.GateFinding;
import dev.galley.skill.api.Proposal;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitTest {
  private static final SkillDescriptor GOOD = SkillDescriptor.of("weather", "Weather", "Tells it");

  private static List<String> findings(SkillDescriptor descriptor) {
    return SkillTemplateKit.of(new Template(descriptor)).accepts(Map.of()).findings();
  }

  @Test
  void goodTemplateHasNoFindings() {
    assertThat(
            findings(
                GOOD.with(
                    Field.of(FieldType.STRING, "city", "City")
                        .matching("[A-Z].*")
                        .withDefault("Oslo"))))
        .isEmpty();
  }

  @Test
  void everyRuleOfADescriptorIsToldInWords() {
    Field city = Field.of(FieldType.STRING, "city", "City");
    assertThat(findings(SkillDescriptor.of("A", "Weather", "d")))
        .singleElement()
        .asString()
        .contains("id: 'A' (expected: 1 to 60 lower-case letters");
    assertThat(findings(SkillDescriptor.of("a", "", "d")))
        .singleElement()
        .asString()
        .contains("name: has 0 characters (expected: 1 to 100");
    assertThat(findings(GOOD.with(city).with(city)))
        .singleElement()
        .asString()
        .contains("field 'city': is there twice");
    assertThat(findings(GOOD.with(Field.of(FieldType.STRING, "my city", "City"))))
        .singleElement()
        .asString()
        .contains("its name must be a letter");
    assertThat(findings(GOOD.with(city.matching("(?=a)"))))
        .singleElement()
        .asString()
        .contains("its pattern is none of RE2");
    assertThat(findings(GOOD.with(Field.of(FieldType.JSON, "x", "X").matching("a"))))
        .singleElement()
        .asString()
        .contains("a pattern belongs to a STRING or a TEXT");
    assertThat(findings(GOOD.with(Field.of(FieldType.ENUM, "x", "X"))))
        .singleElement()
        .asString()
        .contains("options belong to an ENUM");
    assertThat(findings(GOOD.with(city.atLeast(5).atMost(4))))
        .singleElement()
        .asString()
        .contains("least value is above its greatest");
    assertThat(findings(GOOD.with(city.atMost(3).withDefault("Oslo"))))
        .singleElement()
        .asString()
        .contains("its default must be at most 3 characters");
    assertThat(findings(GOOD.with(city.matching("[a-z]+").withDefault("Oslo"))))
        .singleElement()
        .asString()
        .contains("its default must match the pattern");
  }

  @Test
  void wrongAnswersAreTold() {
    SkillTemplate blind = new Template(GOOD);
    assertThat(SkillTemplateKit.of(blind).findings())
        .singleElement()
        .asString()
        .contains("knows no good configuration");
    assertThat(
            SkillTemplateKit.of(blind)
                .accepts(Map.of("x", 1))
                .refuses(Map.of(), "/city")
                .findings())
        .satisfiesExactly(
            first -> assertThat(first).contains("is refused: /x is not a field"),
            second -> assertThat(second).isEqualTo("The bad {} is not refused."));
    SkillTemplate broken =
        new Template(GOOD) {
          @Override
          public List<ConfigProblem> validate(SkillConfig config) {
            throw new IllegalStateException("boo");
          }

          @Override
          public ToolDefinition toolDefinition(ConfiguredSkill skill) {
            return ToolDefinition.of("not good", "d");
          }
        };
    assertThat(SkillTemplateKit.of(broken).accepts(Map.of()).findings())
        .anyMatch(text -> text.contains("validate threw java.lang.IllegalStateException: boo"))
        .anyMatch(text -> text.contains("name 'not good' (expected: 1 to 64"));
    assertThatThrownBy(() -> SkillTemplateKit.of(broken).accepts(Map.of()).verify())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The server would not take this template:\n - ");
  }

  @Test
  void slowTemplateIsToldUnlessItIsSlowOnlyTheFirstTime() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(SkillTemplateKit.of(slow(asked, 1)).accepts(Map.of()).findings()).isEmpty();
    assertThat(SkillTemplateKit.of(slow(asked, 100)).accepts(Map.of()).findings())
        .hasSize(2)
        .allMatch(text -> text.contains("validate took longer than 1000 ms"));
  }

  /** Slow as long as it was asked no more than so many times. */
  private static SkillTemplate slow(AtomicInteger asked, int times) {
    return new Template(GOOD) {
      @Override
      public List<ConfigProblem> validate(SkillConfig config) {
        if (asked.incrementAndGet() <= times) {
          LockSupport.parkNanos(1_200_000_000L);
        }
        return List.of();
      }
    };
  }

  @Test
  void wrongGatesAreTold() {
    CommitGate gate = new Gate("My gate", proposal -> List.of(GateFinding.block("name", "No.")));
    assertThat(CommitGateKit.of(gate).findings())
        .anyMatch(text -> text.startsWith("id(): 'My gate'"))
        .anyMatch(text -> text.contains("begins with '/'"));
  }

  @Test
  void gateIsTriedWithContentsAsLargeAndDeepAsTheServerTakes() {
    CommitGate gate = new Gate("my-gate", proposal -> List.of());
    Object deep = "x";
    for (int i = 0; i < 50; i++) {
      deep = List.of(deep);
    }
    assertThat(
            CommitGateKit.of(gate)
                .passes(Map.of("instructions", "x".repeat(200_000), "data", deep), Map.of())
                .findings())
        .isEmpty();
    assertThat(
            CommitGateKit.of(gate)
                .passes(Map.of("name", "x".repeat(5_000_000)), Map.of())
                .findings())
        .singleElement()
        .asString()
        .hasSizeLessThan(1_000)
        .contains("The example is larger than 4194304 characters");
  }

  @Test
  void gateThatCanNotTellItsIdIsTold() {
    CommitGate gate =
        new Gate("my-gate", proposal -> List.of()) {
          @Override
          public String id() {
            throw new IllegalStateException("boo");
          }
        };
    assertThat(CommitGateKit.of(gate).findings())
        .first()
        .asString()
        .isEqualTo("id threw java.lang.IllegalStateException: boo");
  }

  private static class Gate implements CommitGate {
    private final String id;
    private final Function<Proposal, List<GateFinding>> answer;

    Gate(String id, Function<Proposal, List<GateFinding>> answer) {
      this.id = id;
      this.answer = answer;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public List<GateFinding> review(Proposal proposal) {
      return answer.apply(proposal);
    }
  }

  @Test
  void fileThatIsNoPluginIsTold(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.jar"), "x");
    assertThat(PluginKit.findings(file)).singleElement().asString().contains("is not a jar");
    assertThatThrownBy(() -> PluginKit.verify(file))
        .hasMessageContaining("The server would not load x.jar");
  }

  private static class Template implements SkillTemplate {
    private final SkillDescriptor descriptor;

    Template(SkillDescriptor descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public SkillDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public ToolDefinition toolDefinition(ConfiguredSkill skill) {
      return ToolDefinition.of(skill.functionName(), "Tells it");
    }
  }
}
