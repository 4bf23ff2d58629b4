package dev.grapnel.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** What holds in every module: names that say something, no clock read in passing, no globals. */
public final class HouseRules {
  private static final String EMPTY_NAMES = ".*(Util|Utils|Helper|Helpers|Manager|Impl)";

  /** Calls that read the machine's clock; a main class makes one source and hands it on. */
  private static final Set<String> CLOCK_READS =
      Set.of(
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalDateTime.now()",
          "java.time.LocalTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.time.Year.now()",
          "java.time.InstantSource.system()",
          "java.time.Clock.systemUTC()",
          "java.time.Clock.systemDefaultZone()",
          "java.lang.System.currentTimeMillis()",
          "java.lang.System.nanoTime()",
          "java.util.Date.<init>()");

  private HouseRules() {}

  /** Checks the classes; those of the given full names are main classes and may read the clock. */
  public static void check(JavaClasses classes, String... mainClasses) {
    names().check(classes);
    packages().check(classes);
    clock(Set.of(mainClasses)).check(classes);
    statics().check(classes);
  }

  private static ArchRule names() {
    return noClasses()
        .should()
        .haveNameMatching(EMPTY_NAMES)
        .because("a name says what the thing is")
        .allowEmptyShould(true);
  }

  private static ArchRule packages() {
    return noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..model..")
        .because("packages are by feature, named for what they do")
        .allowEmptyShould(true);
  }

  private static ArchRule clock(Set<String> mainClasses) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are not main classes", (JavaClass c) -> !mainClasses.contains(outermost(c))))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the machine's clock is read",
                (JavaAccess<?> access) -> CLOCK_READS.contains(access.getTarget().getFullName())))
        .because("time is injected: InstantSource for wall time, a ticker for elapsed time")
        .allowEmptyShould(true);
  }

  private static ArchRule statics() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("there is no global state")
        .allowEmptyShould(true);
  }

  private static String outermost(JavaClass javaClass) {
    JavaClass outer = javaClass;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getName();
  }
}
