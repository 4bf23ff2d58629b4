package dev.grapnel.service.path;

import dev.grapnel.service.crypto.VerificationProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Holds a validator to a file of limbo cases. The class of a case says what is demanded: that core
 * cases agree, that others are refused, that some end in time; the rest is printed.
 */
final class LimboGate {
  /** The most CPU time of a case: with the fast provider, and with the JDK's. */
  private static final Duration TIME_LIMIT =
      VerificationProvider.corretto().isPresent() ? Duration.ofMillis(20) : Duration.ofMillis(200);

  private final Map<String, String> deviations;
  private final Map<String, String> reasons;
  private final Verdicts verdicts = new Verdicts();
  private final List<String> faults = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  LimboGate() throws IOException {
    deviations = TestTable.read("limbo-deviations.txt");
    reasons = TestTable.read("limbo-reasons.txt");
  }

  /** What the validator does not meet; empty if it passes. */
  List<String> hold(List<LimboCase> cases, Function<LimboCase, CaseResult> validator) {
    for (LimboCase c : cases) {
      CaseResult result = validator.apply(c);
      verdicts.add(group(c), c.expectSuccess(), result.accepted());
      judge(c, result);
      if (isTimed(c)) {
        requireTime(c, validator);
      }
    }
    return faults;
  }

  void print() {
    verdicts.table().forEach(System.out::println);
    remarks.forEach(System.out::println);
  }

  private static String group(LimboCase c) {
    String group = c.namespace() + " " + (c.kind().isEmpty() ? "(no class)" : c.kind());
    return c.isBetterTls() && c.discriminating() ? group + ", the chain decides" : group;
  }

  private void judge(LimboCase c, CaseResult result) {
    boolean agrees = c.expectSuccess() == result.accepted();
    switch (c.kind()) {
      case "core" -> {
        boolean explained = c.expectSuccess() && deviations.containsKey(c.id());
        if (!agrees && !explained) {
          faults.add(c.id() + ": " + (result.accepted() ? "false accept" : result.why()));
        }
        judgeReason(c, result);
      }
      case "profile-forced", "anchor-rule" -> {
        if (result.accepted()) {
          faults.add(c.id() + ": accepted; " + c.kind() + " demands a refusal");
        }
        judgeReason(c, result);
      }
      default -> {
        if (!c.isBetterTls()) {
          remarks.add(
              "%-18s %-60s limbo says %s, we: %s"
                  .formatted(c.kind(), c.id(), c.expectSuccess() ? "yes" : "no", result.why()));
        }
      }
    }
  }

  /** A right verdict for a wrong reason is luck. */
  private void judgeReason(LimboCase c, CaseResult result) {
    if (result.accepted() || c.expectSuccess()) {
      return;
    }
    String rule = result.rule().map(Enum::name).orElse("none");
    String expected = reasons.getOrDefault(c.id(), rule);
    if (!expected.equals(rule)) {
      faults.add(c.id() + ": refused for " + rule + ", expected " + expected);
    }
  }

  private static boolean isTimed(LimboCase c) {
    return c.id().startsWith("pathological::")
        || c.kind().equals("pathological")
        || c.kind().equals("resource-limit");
  }

  /** The least of several runs: what the case costs once the code is warm and the machine free. */
  private void requireTime(LimboCase c, Function<LimboCase, CaseResult> validator) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long leastNanos = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadCpuTime();
      var _ = validator.apply(c);
      leastNanos = Math.min(leastNanos, threads.getCurrentThreadCpuTime() - before);
    }
    remarks.add("%-18s %-60s %d us of CPU".formatted("timed", c.id(), leastNanos / 1_000));
    if (leastNanos > TIME_LIMIT.toNanos()) {
      faults.add(c.id() + ": took " + leastNanos / 1_000 + " us of CPU");
    }
  }
}
