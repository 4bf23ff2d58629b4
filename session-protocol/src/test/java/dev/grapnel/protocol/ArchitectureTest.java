package dev.grapnel.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.testing.HouseRules;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "dev.grapnel.protocol",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** What the compiler gives a record, and what no start-up path calls. */
  private static final Set<String> OF_RECORDS = Set.of("equals", "hashCode", "toString");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.grapnel.protocol.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule JDK_ONLY_BUT_FOR_JSON =
      classes()
          .that()
          .resideOutsideOfPackage("dev.grapnel.protocol.session..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.crypto..", "dev.grapnel.protocol..", "org.jspecify..");

  @ArchTest
  static final ArchRule JSON_BY_THE_STREAMING_CORE =
      classes()
          .that()
          .resideInAPackage("dev.grapnel.protocol.session..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "dev.grapnel.protocol..", "org.jspecify..", "tools.jackson.core..");

  @ArchTest
  static final ArchRule QUICK_TO_START =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.regex..", "java.util.stream..", "java.text..")
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class);

  @ArchTest
  static void houseRules(JavaClasses classes) {
    HouseRules.check(classes);
  }

  @Test
  void classes_compiled_haveNoBootstrappedCallSites() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path file : classFiles()) {
      for (MethodModel method : ClassFile.of().parse(file).methods()) {
        if (bootstraps(method) && !OF_RECORDS.contains(method.methodName().stringValue())) {
          found.add(file.getFileName() + " " + method.methodName().stringValue());
        }
      }
    }
    assertEquals(List.of(), found, "each costs a command's start-up; write a loop instead");
  }

  private static boolean bootstraps(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(InvokeDynamicInstruction.class::isInstance);
  }

  private static List<Path> classFiles() throws IOException, URISyntaxException {
    Path root =
        Path.of(Authorization.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
