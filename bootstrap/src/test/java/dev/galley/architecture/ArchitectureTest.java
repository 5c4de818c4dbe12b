package dev.galley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String ROOT = "dev.galley";
  private static final String PLANTED = "dev.galley.architecture.planted";
  private static final JavaClasses GALLEY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(PLANTED);

  @ParameterizedTest
  @ValueSource(strings = {"domain", "application", "rest", "jdbc", "plugins", "skill", "bootstrap"})
  void rulesSpeakOfPackagesThatAreThere(String layer) {
    assertThat(
            GALLEY.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT + '.' + layer))
                .count())
        .isGreaterThan(3);
  }

  @Test
  void domainDependsOnNothing() {
    holds(
        ArchitectureRules.domainDependsOnNothing(ROOT),
        ArchitectureRules.domainDependsOnNothing(PLANTED),
        "DomainThatLogs");
  }

  @Test
  void applicationDependsOnTheDomainAlone() {
    holds(
        ArchitectureRules.applicationDependsOnTheDomainAlone(ROOT),
        ArchitectureRules.applicationDependsOnTheDomainAlone(PLANTED),
        "ApplicationThatKnowsHttp");
  }

  @Test
  void coreAsksNoMachine() {
    holds(
        ArchitectureRules.coreAsksNoMachine(ROOT),
        ArchitectureRules.coreAsksNoMachine(PLANTED),
        "DomainWithAClock");
  }

  @Test
  void adaptersKnowNoOtherAdapter() {
    holds(
        ArchitectureRules.adaptersKnowNoOtherAdapter(ROOT, "rest", "jdbc", "kafka", "bootstrap"),
        ArchitectureRules.adaptersKnowNoOtherAdapter(PLANTED, "rest", "jdbc", "kafka", "bootstrap"),
        "RestThatKnowsTheStore");
    ArchitectureRules.adaptersKnowNoOtherAdapter(ROOT, "jdbc", "rest", "kafka", "bootstrap")
        .check(GALLEY);
    ArchitectureRules.adaptersKnowNoOtherAdapter(ROOT, "kafka", "rest", "jdbc", "bootstrap")
        .check(GALLEY);
    ArchitectureRules.adaptersKnowNoOtherAdapter(
            ROOT, "plugins", "rest", "jdbc", "mongo", "kafka", "bootstrap")
        .check(GALLEY);
    // What plugins are compiled against knows nothing of the server.
    ArchitectureRules.adaptersKnowNoOtherAdapter(
            ROOT, "skill", "domain", "application", "plugins", "rest", "bootstrap")
        .check(GALLEY);
  }

  @Test
  void controllersMayBlock() {
    holds(
        ArchitectureRules.controllersMayBlock(ROOT),
        ArchitectureRules.controllersMayBlock(PLANTED),
        "ControllerOnTheEventLoop");
  }

  @Test
  void modulesHaveNoCycle() {
    holds(
        ArchitectureRules.packagesHaveNoCycle(ROOT),
        ArchitectureRules.packagesHaveNoCycle(PLANTED),
        "RowsThatAnswer");
  }

  /** The rule holds in Galley, and would be seen to be broken. */
  private static void holds(ArchRule rule, ArchRule same, String culprit) {
    rule.check(GALLEY);
    List<String> violations = same.evaluate(BROKEN).getFailureReport().getDetails();
    assertThat(violations).anyMatch(violation -> violation.contains(culprit));
  }
}
