package dev.galley.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.Set;

/** The rules, each for a root package, so that they can be tried on code that breaks them. */
final class ArchitectureRules {
  /** What asks the machine for time, chance or patience; the core gets those through ports. */
  private static final Set<String> MACHINE =
      Set.of(
          "java.util.UUID.randomUUID",
          "java.time.Instant.now",
          "java.time.InstantSource.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.lang.Thread.sleep",
          "java.util.concurrent.ThreadLocalRandom.current");

  private ArchitectureRules() {}

  static ArchRule domainDependsOnNothing(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".domain..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                root + ".domain..",
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.text..",
                "java.math..",
                "java.nio..",
                "java.security.."));
  }

  static ArchRule applicationDependsOnTheDomainAlone(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".application..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                root + ".application..",
                root + ".domain..",
                "org.jspecify.annotations..",
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.nio.charset.."));
  }

  static ArchRule coreAsksNoMachine(String root) {
    return classes()
        .that()
        .resideInAnyPackage(root + ".domain..", root + ".application..")
        .should(
            new ArchCondition<>("ask the machine for nothing") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                for (JavaMethodCall call : item.getMethodCallsFromSelf()) {
                  String target =
                      call.getTargetOwner().getName() + '.' + call.getTarget().getName();
                  if (MACHINE.contains(target)) {
                    events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                  }
                }
              }
            });
  }

  static ArchRule adaptersKnowNoOtherAdapter(String root, String adapter, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = root + '.' + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(root + '.' + adapter + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages));
  }

  static ArchRule controllersMayBlock(String root) {
    return classes()
        .that(resideInAPackage(root + ".rest.."))
        .and()
        .areAnnotatedWith(Controller.class)
        .should()
        .beAnnotatedWith(
            new DescribedPredicate<JavaAnnotation<?>>("@ExecuteOn(BLOCKING)") {
              @Override
              public boolean test(JavaAnnotation<?> annotation) {
                return annotation.getRawType().isEquivalentTo(ExecuteOn.class)
                    && annotation.get("value").equals(Optional.of(TaskExecutors.BLOCKING));
              }
            });
  }

  static ArchRule packagesHaveNoCycle(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }
}
