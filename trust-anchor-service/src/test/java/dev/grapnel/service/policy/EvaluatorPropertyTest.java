package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.policy.plain.PlainEvaluator;
import dev.grapnel.service.policy.plain.PlainPolicy;
import dev.grapnel.service.policy.plain.PlainRequest;
import dev.grapnel.service.policy.plain.RandomCases;
import dev.grapnel.testing.Scale;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The compiled evaluator against a slow one that was written from the documentation: the same
 * decision on random policies and requests. The seed is fixed, so that a failure comes again.
 */
class EvaluatorPropertyTest {
  private static final long SEED = 20_261_124L;
  private static final int REQUESTS = 20;

  @Test
  void decide_randomPoliciesAndRequests_agreesWithThePlainEvaluator() throws Exception {
    int rounds = Scale.pick(4_000, 300_000);
    RandomCases cases = new RandomCases(SEED);
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    for (int round = 0; round < rounds; round++) {
      List<PlainPolicy> plain = cases.policies();
      List<AppliedPolicy> compiled = compile(plain);
      for (int i = 0; i < REQUESTS; i++) {
        PlainRequest request = cases.request();
        Decision decision = Authorizer.decide(compiled, context(request));
        assertEquals(
            new PlainEvaluator(plain, request).decide(),
            decision.outcome().label(),
            () -> describe(plain, request, decision));
        seen.merge(decision.outcome(), 1, Integer::sum);
      }
    }
    for (Outcome outcome : Outcome.values()) {
      int share = seen.getOrDefault(outcome, 0);
      assertTrue(share > rounds, () -> outcome + " fell only " + share + " times");
    }
  }

  /** Whatever the decision, it can be explained, and the explanation agrees with it. */
  @Test
  void explanation_randomPoliciesAndRequests_agreesWithTheDecision() throws Exception {
    RandomCases cases = new RandomCases(SEED + 1);
    for (int round = 0; round < Scale.pick(2_000, 100_000); round++) {
      List<AppliedPolicy> compiled = compile(cases.policies());
      Decision decision = Authorizer.decide(compiled, context(cases.request()));
      Explanation explanation = decision.explanation();
      assertEquals(decision.isAllowed(), explanation.changes().isEmpty(), explanation::inOneLine);
      List<DecidingStatement> applying =
          explanation.findings().stream()
              .filter(StatementFinding::applies)
              .map(StatementFinding::statement)
              .toList();
      assertTrue(applying.containsAll(decision.decidedBy()), explanation::inOneLine);
    }
  }

  private static List<AppliedPolicy> compile(List<PlainPolicy> plain)
      throws MalformedPolicyException {
    List<AppliedPolicy> compiled = new ArrayList<>();
    for (PlainPolicy policy : plain) {
      PolicyKind kind = PolicyKind.labelled(policy.kind()).orElseThrow();
      Policy parsed = Policy.parse(policy.document(), kind, PolicyLimits.largest(kind));
      compiled.add(new AppliedPolicy(policy.kind() + compiled.size(), parsed));
    }
    return compiled;
  }

  private static RequestContext context(PlainRequest request) throws InvalidPrincipalException {
    RequestContext.Builder builder =
        RequestContext.builder(
            Principal.parse(request.caller()), request.action(), request.resource());
    if (!request.resourceAccount().isEmpty()) {
      builder.resourceAccount(request.resourceAccount());
    }
    return builder.keys(request.context()).build();
  }

  private static String describe(List<PlainPolicy> plain, PlainRequest request, Decision decision) {
    StringBuilder text = new StringBuilder(request.toString());
    plain.forEach(
        policy -> text.append('\n').append(policy.kind()).append(' ').append(policy.document()));
    return text.append('\n').append(decision.explanation().inOneLine()).toString();
  }
}
