package dev.grapnel.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.grapnel.testing.HouseRules;

/** The agent's layout as rules; see ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "dev.grapnel.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.grapnel.agent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule BOUNCY_CASTLE_READS_KEYS_ONLY =
      noClasses()
          .that(resideOutsideOfPackage("dev.grapnel.agent.identity.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule HTTP_SERVER_IN_THE_OUTLETS_ONLY =
      noClasses()
          .that(resideOutsideOfPackage("dev.grapnel.agent.outlet.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule TOML_IN_THE_CONFIGURATION_ONLY =
      noClasses()
          .that(resideOutsideOfPackage("dev.grapnel.agent.config.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tomlj..");

  /** What every call of credential-process loads must not grow by what a daemon needs. */
  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_DAEMON =
      noClasses()
          .that(
              resideInAnyPackage(
                  "dev.grapnel.agent.identity..",
                  "dev.grapnel.agent.session..",
                  "dev.grapnel.agent.credential..",
                  "dev.grapnel.agent.problem.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.grapnel.agent.daemon..",
                  "dev.grapnel.agent.outlet..",
                  "dev.grapnel.agent.config..",
                  "dev.grapnel.agent.command.."));

  @ArchTest
  static final ArchRule COMMANDS_ARE_THE_TOP =
      noClasses()
          .that(not(resideInAnyPackage("dev.grapnel.agent.command..", "dev.grapnel.agent")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.grapnel.agent.command..");

  @ArchTest
  static final ArchRule NO_LOGGING_FRAMEWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback..");

  @ArchTest
  static void houseRules(JavaClasses classes) {
    HouseRules.check(classes, "dev.grapnel.agent.WorkloadAgent");
  }
}
