package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A document eight times as large takes about eight times as long to parse, to decide by, to
 * explain and to lint, whatever it is full of. The allowance is for a machine that is busy: what
 * grows with the square takes 64 times.
 */
class LinearTimeTest {
  private static final int SMALL = 100;
  private static final int GROWTH = 8;
  private static final int MAX_RATIO = 24;
  private static final PolicyLimits LIMITS =
      new PolicyLimits(PolicyLimits.MAX_DOCUMENT_LENGTH, true);

  static List<Named<IntFunction<String>>> documents() {
    return List.of(
        Named.of(
            "actions", n -> statement("'Action':[" + list(n, i -> "'iam:*a*a" + i + "'") + "]")),
        Named.of(
            "keys", n -> conditions("'StringNotEquals':{" + list(n, i -> key(i) + "'x'") + "}")),
        Named.of("guards", n -> conditions(guards(n))),
        Named.of(
            "values",
            n -> conditions("'StringLike':{'a:b':[" + list(n, i -> "'*a*a" + i + "'") + "]}")),
        Named.of(
            "ARNs",
            n ->
                conditions(
                    "'ArnLike':{'a:b':[" + list(n, i -> "'arn:*:*:*:*:a*" + i + "'") + "]}")),
        Named.of(
            "variables",
            n -> conditions("'StringEquals':{'a:b':[" + list(n, i -> "'${a:b}" + i + "'") + "]}")),
        Named.of(
            "a long wildcard",
            n -> conditions("'StringLike':{'a:b':'" + "*aaab?".repeat(n) + "'}")),
        Named.of(
            "a long text", n -> conditions("'StringEquals':{'a:b':'" + "$ { } ".repeat(n) + "'}")),
        Named.of("nested too deep", n -> conditions("[".repeat(n) + "]".repeat(n))),
        Named.of("white space", n -> statement(" ".repeat(100 * n) + "'Action':'*'")));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everything_growsWithTheDocument(IntFunction<String> document) {
    String small = document.apply(SMALL).replace('\'', '"');
    String large = document.apply(SMALL * GROWTH).replace('\'', '"');
    double ratio = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 8 && ratio > MAX_RATIO; attempt++) {
      ratio = Math.min(ratio, (double) best(large) / best(small));
    }
    double measured = ratio;
    assertTrue(ratio <= MAX_RATIO, () -> "eight times the document took " + measured + " times");
  }

  private static long best(String document) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      long start = System.nanoTime();
      int done = work(document);
      best = Math.min(best, System.nanoTime() - start + Math.min(done, 0));
    }
    return Math.max(best, 20_000);
  }

  private static int work(String document) {
    try {
      Policy policy = Policy.parse(document, PolicyKind.IDENTITY, LIMITS);
      RequestContext request =
          RequestContext.builder(new Principal.Root("aws", "111122223333"), "iam:GetRole", "*")
              .key("a:b", "arn:aws:a:a:a:" + "a".repeat(40), "a".repeat(64))
              .build();
      Decision decision = Authorizer.decide(List.of(new AppliedPolicy("large", policy)), request);
      return decision.explanation().findings().size() + policy.lint().size();
    } catch (MalformedPolicyException refused) {
      return refused.rule().length();
    }
  }

  private static String statement(String members) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Resource':'*'," + members + "}}";
  }

  private static String conditions(String members) {
    return statement("'Action':'*','Condition':{" + members + "}");
  }

  private static String guards(int n) {
    return "'StringNotEquals':{"
        + list(n, i -> key(i) + "'x'")
        + "},'Null':{"
        + list(n, i -> key(i) + "'false'")
        + "}";
  }

  private static String key(int i) {
    return "'a:key" + i + "':";
  }

  private static String list(int n, IntFunction<String> element) {
    return IntStream.range(0, n).mapToObj(element).collect(Collectors.joining(","));
  }
}
