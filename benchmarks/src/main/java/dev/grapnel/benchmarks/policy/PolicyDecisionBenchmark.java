package dev.grapnel.benchmarks.policy;

import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Authorizer;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.InvalidPrincipalException;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Outcome;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decision over 20 policies of 10 statements, each with two conditions. In {@code typical}, as in
 * a real account, a tenth of the statements name the action; in {@code everyStatement} all of them
 * do, so that every condition is looked at; in {@code unconditional} all of them do too, and none
 * has conditions, for comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyDecisionBenchmark {
  private static final int POLICIES = 20;
  private static final int STATEMENTS = 10;
  private static final List<String> ACTIONS =
      List.of(
          "rolesanywhere:Get*",
          "rolesanywhere:List*",
          "rolesanywhere:CreateTrustAnchor",
          "iam:*Role*",
          "sts:AssumeRole",
          "s3:Get*",
          "s3:PutObject",
          "sqs:*",
          "sns:Publish",
          "dynamodb:?etItem");
  private static final List<String> CONDITIONS =
      List.of(
          "{\"StringEquals\":{\"aws:PrincipalTag/team\":[\"red\",\"blue\"]},\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
          "{\"StringLike\":{\"aws:PrincipalTag/x509Subject/CN\":\"web-*.example.org\"},\"Null\":{\"aws:TokenIssueTime\":\"false\"}}",
          "{\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"203.0.113.0/24\"]},\"DateLessThan\":{\"aws:CurrentTime\":\"2030-01-01T00:00:00Z\"}}",
          "{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/*\"},\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\",\"env\"]}}",
          "{\"StringEquals\":{\"aws:ResourceTag/owner\":\"${aws:PrincipalTag/team}\"},\"NumericLessThan\":{\"s3:max-keys\":\"100\"}}");

  /** Which of the shapes is measured. */
  @Param({"typical", "everyStatement", "unconditional"})
  public String shape = "typical";

  private List<AppliedPolicy> policies = List.of();
  private RequestContext request =
      RequestContext.builder(new Principal.Anonymous(), "sts:AssumeRole", "*").build();

  @Setup
  public void prepare() throws MalformedPolicyException, InvalidPrincipalException {
    List<AppliedPolicy> prepared = new ArrayList<>();
    for (int i = 0; i < POLICIES; i++) {
      Policy policy =
          Policy.parse(document(i), PolicyKind.IDENTITY, PolicyLimits.largest(PolicyKind.IDENTITY));
      prepared.add(new AppliedPolicy("policy-" + i, policy));
    }
    policies = List.copyOf(prepared);
    request = request();
    if (decide().outcome() != Outcome.ALLOW) {
      throw new IllegalStateException("the benchmark measures a decision that allows");
    }
  }

  /** The decision alone, the request's context being there already. */
  @Benchmark
  public Decision decide() {
    return Authorizer.decide(policies, request);
  }

  /** The decision and the making of the request's context, as for each call of the service. */
  @Benchmark
  public Decision describeAndDecide() throws InvalidPrincipalException {
    return Authorizer.decide(policies, request());
  }

  private static RequestContext request() throws InvalidPrincipalException {
    return RequestContext.builder(
            Principal.parse("arn:aws:sts::111122223333:assumed-role/app/0a1b2c3d"),
            "rolesanywhere:GetProfile",
            "arn:aws:rolesanywhere:us-east-1:111122223333:profile/6f9619ff-8b86-d011-b42d-00cf4fc964ff")
        .key("aws:PrincipalTag/team", "red")
        .key("aws:PrincipalTag/x509Subject/CN", "web-1.example.org")
        .key("aws:ResourceTag/owner", "red")
        .key("aws:TagKeys", "team", "env")
        .key("aws:SecureTransport", "true")
        .key("aws:SourceIp", "203.0.113.7")
        .key("aws:CurrentTime", "2026-11-24T12:00:00Z")
        .key("aws:EpochTime", "1795521600")
        .key("aws:TokenIssueTime", "2026-11-24T11:30:00Z")
        .principalKeys()
        .build();
  }

  private String document(int policy) {
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < STATEMENTS; i++) {
      String action = shape.equals("typical") ? ACTIONS.get(i) : "rolesanywhere:Get*";
      statements
          .append(i == 0 ? "" : ",")
          .append("{\"Sid\":\"S")
          .append(i)
          .append("\",\"Effect\":\"Allow\",\"Action\":\"")
          .append(action)
          .append("\",\"Resource\":\"")
          .append(resource(i))
          .append("\",\"Condition\":")
          .append(
              shape.equals("unconditional")
                  ? "{}"
                  : CONDITIONS.get((policy + i) % CONDITIONS.size()))
          .append('}');
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static String resource(int statement) {
    return statement % 2 == 0 ? "*" : "arn:aws:rolesanywhere:*:111122223333:*";
  }
}
