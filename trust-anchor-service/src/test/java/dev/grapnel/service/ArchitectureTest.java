package dev.grapnel.service;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.grapnel.testing.HouseRules;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layout of DESIGN as rules; see ARCHITECTURE.md, "The flow". */
@AnalyzeClasses(
    packages = "dev.grapnel.service",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOT = "dev.grapnel.service.";

  /**
   * Of the service's own packages, those that each stage and engine may import. Whoever is not
   * named here wires or serves: {@code api}, {@code session}, {@code config}, the main class.
   */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("refusal", Set.of()),
          Map.entry("crypto", Set.of()),
          Map.entry("policy", Set.of()),
          Map.entry("file", Set.of()),
          Map.entry("token", Set.of("file", "refusal")),
          Map.entry("audit", Set.of("file", "refusal", "token")),
          Map.entry("x509", Set.of("crypto", "refusal")),
          Map.entry("path", Set.of("crypto", "refusal", "x509")),
          Map.entry("registry", Set.of("refusal", "token")),
          Map.entry("notification", Set.of("audit", "path", "registry", "x509")),
          Map.entry("mapping", Set.of("refusal", "registry", "x509")),
          Map.entry("revocation", Set.of("crypto", "refusal", "registry", "x509", "path")),
          Map.entry("signature", Set.of("crypto", "refusal")),
          Map.entry(
              "chain",
              Set.of("crypto", "path", "refusal", "registry", "revocation", "signature", "x509")),
          Map.entry("grant", Set.of("chain", "mapping", "policy", "refusal", "registry", "x509")),
          Map.entry("credential", Set.of("grant", "refusal", "registry", "token")),
          Map.entry("caller", Set.of("policy", "refusal", "registry", "token")));

  /**
   * The packages that read certificates, keys, CRLs and names, or make the local CA; and the audit
   * trail, whose signing key is derived, for which the JDK finds no public half.
   */
  private static final String[] PARSE_CERTIFICATES = {
    "dev.grapnel.service.audit..",
    "dev.grapnel.service.chain..",
    "dev.grapnel.service.crypto..",
    "dev.grapnel.service.mapping..",
    "dev.grapnel.service.path..",
    "dev.grapnel.service.revocation..",
    "dev.grapnel.service.signature..",
    "dev.grapnel.service.tls..",
    "dev.grapnel.service.x509.."
  };

  /** What a stage hands to the next; each may be made by its own package alone. */
  private static final Map<String, String> PROOFS =
      Map.of(
          "SignedRequest", "signature",
          "ProvenCaller", "signature",
          "TrustedChain", "chain",
          "GrantedSession", "grant",
          "TemporaryCredentials", "credential",
          "AuthenticatedCaller", "caller");

  /** The main class and what it wires with. */
  private static final String[] MAIN_CLASSES = {
    "dev.grapnel.service.TrustAnchorService",
    "dev.grapnel.service.ServeCommand",
    "dev.grapnel.service.RunningService"
  };

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.grapnel.service.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NETTY_FACES_THE_NETWORK_ONLY =
      noClasses()
          .that(resideOutsideOfPackages("dev.grapnel.service.http..", "dev.grapnel.service.tls.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule BOUNCY_CASTLE_PARSES_CERTIFICATES_ONLY =
      noClasses()
          .that(resideOutsideOfPackages(PARSE_CERTIFICATES))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule NO_STAGE_IMPORTS_SESSION =
      noClasses()
          .that(resideInAnyPackage(stages()))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.grapnel.service.session..");

  @ArchTest
  static void stages_importWhatTheyMay(JavaClasses classes) {
    MAY_IMPORT.forEach(
        (stage, allowed) -> {
          List<String> packages = new ArrayList<>();
          packages.add(ROOT + stage + "..");
          allowed.forEach(name -> packages.add(ROOT + name + ".."));
          classes()
              .that()
              .resideInAPackage(ROOT + stage + "..")
              .should()
              .onlyDependOnClassesThat(
                  resideOutsideOfPackages("dev.grapnel.service..")
                      .or(resideInAnyPackage(packages.toArray(String[]::new))))
              .allowEmptyShould(true)
              .as(stage + " imports nothing of the service but " + allowed)
              .check(classes);
        });
  }

  @ArchTest
  static void sealing_isForTheCredentialStageAlone(JavaClasses classes) {
    noClasses()
        .that(resideOutsideOfPackages(ROOT + "credential..", ROOT + "token.."))
        .and(doNot(resideInAPackage("dev.grapnel.service")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ROOT + "token.SessionSealer")
        .check(classes);
  }

  @ArchTest
  static void proofs_areMadeByTheirOwnPackage(JavaClasses classes) {
    PROOFS.forEach(
        (name, stage) -> {
          DescribedPredicate<JavaClass> proof =
              DescribedPredicate.describe(
                  "are " + name,
                  c ->
                      c.getName()
                          .matches(ROOT.replace(".", "\\.") + stage + "\\." + name + "(\\$.*)?"));
          constructors()
              .that()
              .areDeclaredInClassesThat(proof)
              .should()
              .notBePublic()
              .andShould()
              .notBeProtected()
              .allowEmptyShould(true)
              .check(classes);
          classes().that(proof).should(beClosed()).allowEmptyShould(true).check(classes);
        });
  }

  @ArchTest
  static void houseRules(JavaClasses classes) {
    HouseRules.check(classes, MAIN_CLASSES);
  }

  private static String[] stages() {
    return MAY_IMPORT.keySet().stream().map(stage -> ROOT + stage + "..").toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final or sealed") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        Class<?> type = item.reflect();
        boolean closed = Modifier.isFinal(type.getModifiers()) || type.isSealed();
        events.add(
            new SimpleConditionEvent(item, closed, item.getName() + " can be made by a subclass"));
      }
    };
  }
}
