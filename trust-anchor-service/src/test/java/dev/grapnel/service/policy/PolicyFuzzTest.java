package dev.grapnel.service.policy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Any document: a typed refusal, or a policy that decides, explains and is linted, soon. */
class PolicyFuzzTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  /** The first line is the kind's number and a value of the request; the rest is the document. */
  @FuzzTest(maxDuration = "5m")
  void parse_anything_isRefusedOrDecides(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int line = Math.max(0, text.indexOf('\n'));
    String value = text.substring(0, line);
    PolicyKind[] kinds = PolicyKind.values();
    PolicyKind kind = kinds[value.isEmpty() ? 0 : value.charAt(0) % kinds.length];
    long start = System.nanoTime();
    try {
      decide(Policy.parse(text.substring(line), kind, PolicyLimits.largest(kind)), value);
    } catch (MalformedPolicyException refused) {
      if (refused.rule().isEmpty()) {
        throw new IllegalStateException("a refusal without a rule", refused);
      }
    }
    long took = System.nanoTime() - start;
    if (took > SOON.toNanos()) {
      throw new IllegalStateException("took " + Duration.ofNanos(took));
    }
  }

  @FuzzTest(maxDuration = "5m")
  void principal_anything_isRefusedOrReadsBack(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    try {
      Principal principal = Principal.parse(text);
      if (!Principal.parse(principal.text()).equals(principal)) {
        throw new IllegalStateException(text + " does not read back");
      }
    } catch (InvalidPrincipalException refused) {
      if (refused.rule().isEmpty()) {
        throw new IllegalStateException("a refusal without a rule", refused);
      }
    }
  }

  private static void decide(Policy policy, String value) {
    RequestContext request =
        RequestContext.builder(
                new Principal.Service("rolesanywhere.amazonaws.com"), "sts:AssumeRole", value)
            .key("aws:SourceArn", value)
            .key("aws:TagKeys", value, "team")
            .build();
    Decision decision = Authorizer.decide(List.of(new AppliedPolicy("fuzzed", policy)), request);
    decision.explanation().inOneLine();
    policy.lint();
  }
}
