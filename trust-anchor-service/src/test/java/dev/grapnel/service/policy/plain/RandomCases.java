package dev.grapnel.service.policy.plain;

import dev.grapnel.service.policy.plain.PlainPolicy.Element;
import dev.grapnel.service.policy.plain.PlainPolicy.PlainCondition;
import dev.grapnel.service.policy.plain.PlainPolicy.PlainStatement;
import dev.grapnel.service.policy.plain.PlainPolicy.Principals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Random policies and requests from small pools, so that they often meet. */
public final class RandomCases {
  private static final String A = "111122223333";
  private static final String B = "444455556666";

  private static final List<PlainRequest.Names> CALLERS =
      List.of(
          new PlainRequest.Names("user", "arn:aws:iam::" + A + ":user/ana", "", A),
          new PlainRequest.Names("user", "arn:aws:iam::" + B + ":user/p/bob", "", B),
          new PlainRequest.Names(
              "role", "arn:aws:iam::" + A + ":role/app", "arn:aws:iam::" + A + ":role/app", A),
          new PlainRequest.Names(
              "session",
              "arn:aws:sts::" + A + ":assumed-role/app/s1",
              "arn:aws:iam::" + A + ":role/app",
              A),
          new PlainRequest.Names(
              "session",
              "arn:aws:sts::" + A + ":assumed-role/app/s2",
              "arn:aws:iam::" + A + ":role/app",
              A),
          new PlainRequest.Names("root", "arn:aws:iam::" + A + ":root", "", A),
          new PlainRequest.Names(
              "federated-user", "arn:aws:sts::" + A + ":federated-user/ana", "", A),
          new PlainRequest.Names("service", "rolesanywhere.amazonaws.com", "", ""),
          new PlainRequest.Names("federated", "accounts.google.com", "", ""),
          new PlainRequest.Names("stranger", "*", "", ""));

  private static final List<String> AWS_PRINCIPALS =
      List.of(
          "*",
          A,
          "arn:aws:iam::" + A + ":root",
          "arn:aws:iam::" + B + ":root",
          "arn:aws:iam::" + A + ":user/ana",
          "arn:aws:iam::" + A + ":role/app",
          "arn:aws:sts::" + A + ":assumed-role/app/s1",
          "arn:aws:sts::" + A + ":federated-user/ana");

  private static final List<String> ACTIONS =
      List.of("sts:AssumeRole", "sts:TagSession", "STS:tagsession");
  private static final List<String> ACTION_PATTERNS =
      List.of(
          "*",
          "sts:*",
          "sts:AssumeRole",
          "STS:assume*",
          "sts:Tag*n",
          "sts:?agSession",
          "sts:*a*s*");

  private static final List<String> RESOURCES =
      List.of(
          "*",
          "arn:aws:s3:::b/ana",
          "arn:aws:s3:::b/a:c",
          "arn:aws:sqs:r1:" + A + ":q",
          "arn:aws:sqs:r2:" + B + ":q:x");
  private static final List<String> RESOURCE_PATTERNS =
      List.of(
          "*",
          "arn:aws:s3:::b/*",
          "arn:aws:s3:::b/a?a",
          "arn:aws:s3:::b/${k:s}",
          "arn:aws:s3:::b/${k:t, 'ana'}*",
          "arn:aws:s3:::?/a${*}",
          "arn:aws:sqs:*:" + A + ":*",
          "arn:aws:sqs:r?:*:q",
          "arn:aws:sqs:r*1:" + A + ":q",
          "arn:aws:sqs:*:q:x",
          "arn:*:s3:::b*",
          "arn:aws:sqs:*");

  private static final List<String> KEYS = List.of("k:s", "k:t", "K:S");
  private static final List<String> VALUES =
      List.of(
          "",
          "ana",
          "Ana",
          "a*",
          "a",
          "5",
          "5.0",
          "7",
          "-1",
          "true",
          "FALSE",
          "203.0.113.9",
          "2001:db8::1",
          "2026-03-01T00:00:00Z",
          "1772323200",
          "YW5h",
          "sqs:r1",
          "arn:aws:sqs:r1:" + A + ":q:x",
          "arn:aws:sqs:r1:" + A + ":q");

  private static final List<String> TEXTS =
      List.of(
          "ana",
          "a*",
          "*",
          "?na",
          "",
          "${k:t}",
          "x${k:s, 'ana'}",
          "${k:none, 'ana'}",
          "a${*}",
          "5",
          "*n*");
  private static final Map<String, List<String>> FAMILIES = families();

  private final SplittableRandom random;

  public RandomCases(long seed) {
    random = new SplittableRandom(seed);
  }

  private static Map<String, List<String>> families() {
    Map<String, List<String>> families = new LinkedHashMap<>();
    for (String name :
        List.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike")) {
      families.put(name, TEXTS);
    }
    for (String name :
        List.of(
            "Equals",
            "NotEquals",
            "LessThan",
            "LessThanEquals",
            "GreaterThan",
            "GreaterThanEquals")) {
      families.put("Numeric" + name, List.of("5", "5.00", "7", "-1", "100"));
      families.put(
          "Date" + name,
          List.of("2026-03-01T00:00:00Z", "1772323200", "5", "2026-03-01T00:00:01Z"));
    }
    families.put("Bool", List.of("true", "false", "True", "${k:t}"));
    families.put("Null", List.of("true", "false"));
    families.put("BinaryEquals", List.of("YW5h", "NQ==", ""));
    for (String name : List.of("IpAddress", "NotIpAddress")) {
      families.put(
          name,
          List.of(
              "203.0.113.0/24", "203.0.113.9", "2001:db8::/32", "0.0.0.0/0", "198.51.100.0/30"));
    }
    for (String name : List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike")) {
      families.put(
          name,
          List.of(
              "arn:aws:sqs:*:" + A + ":q",
              "arn:aws:sqs:*",
              "*",
              "${k:s}",
              "arn:aws:sqs:${k:t, '*'}:" + A + ":${k:s}*",
              "arn:aws:${k:s}:*:*:*:*",
              "arn:aws:sqs:r?:" + A + ":q:*",
              "arn:*:s*:*:*:*"));
    }
    return families;
  }

  /** A few policies of random kinds; sometimes a trust policy is among them. */
  public List<PlainPolicy> policies() {
    List<PlainPolicy> policies = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    boolean trust = random.nextInt(5) == 0;
    for (int i = 0; i < count; i++) {
      String kind =
          pick(List.of("identity", "identity", "resource", "resource", "boundary", "session"));
      policies.add(policy(trust && kind.equals("resource") ? "trust" : kind));
    }
    return policies;
  }

  /** A request by a random caller. */
  public PlainRequest request() {
    PlainRequest.Names names = pick(CALLERS);
    String resourceAccount =
        names.account().isEmpty() || random.nextInt(3) > 0 ? names.account() : B;
    Map<String, List<String>> context = new LinkedHashMap<>();
    for (String key : List.of("k:s", "k:t")) {
      int values = random.nextInt(4);
      if (values > 0) {
        context.put(key, some(VALUES, values == 3 ? 2 : 1));
      }
    }
    return new PlainRequest(
        names.self(),
        names,
        pick(ACTIONS),
        pick(RESOURCES),
        names.account(),
        resourceAccount,
        context);
  }

  private PlainPolicy policy(String kind) {
    String version = pick(List.of("2012-10-17", "2012-10-17", "2008-10-17", ""));
    List<PlainStatement> statements = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      statements.add(statement(kind, version));
    }
    return new PlainPolicy(kind, version, statements);
  }

  private PlainStatement statement(String kind, String version) {
    boolean trust = kind.equals("trust");
    boolean allows = random.nextInt(6) > 0;
    Element actions =
        new Element(random.nextInt(8) == 0, some(ACTION_PATTERNS, 1 + random.nextInt(2)));
    Element resources =
        trust
            ? new Element(false, List.of())
            : new Element(random.nextInt(8) == 0, some(RESOURCE_PATTERNS, 1 + random.nextInt(2)));
    Principals principals =
        trust || kind.equals("resource") ? principals() : new Principals(false, Map.of());
    return new PlainStatement(allows, principals, actions, resources, conditions(version));
  }

  private Principals principals() {
    boolean negated = random.nextInt(5) == 0;
    if (random.nextInt(6) == 0) {
      return new Principals(negated, Map.of("*", List.of("*")));
    }
    Map<String, List<String>> byType = new LinkedHashMap<>();
    byType.put("AWS", some(AWS_PRINCIPALS, 1 + random.nextInt(4)));
    if (random.nextInt(3) == 0) {
      byType.put("Service", List.of("rolesanywhere.amazonaws.com"));
    }
    if (random.nextInt(4) == 0) {
      byType.put("Federated", List.of("accounts.google.com"));
    }
    return new Principals(negated, byType);
  }

  private List<PlainCondition> conditions(String version) {
    List<PlainCondition> conditions = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>();
    int count = Math.max(0, random.nextInt(4) - 1);
    for (int i = 0; i < count; i++) {
      String operator = pick(List.copyOf(FAMILIES.keySet()));
      String type =
          pick(List.of("", "", "ForAllValues:", "ForAnyValue:"))
              + operator
              + (operator.equals("Null") || random.nextInt(3) > 0 ? "" : "IfExists");
      if (types.add(type)) {
        boolean plainBool = operator.equals("Bool") && !version.equals("2012-10-17");
        List<String> values =
            plainBool ? List.of("true", "false") : FAMILIES.getOrDefault(operator, List.of());
        conditions.add(new PlainCondition(type, pick(KEYS), some(values, 1 + random.nextInt(2))));
      }
    }
    return conditions;
  }

  private <T> T pick(List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private List<String> some(List<String> pool, int count) {
    Set<String> some = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      some.add(pick(pool));
    }
    return List.copyOf(some);
  }
}
