package dev.grapnel.service.policy;

import java.util.List;
import java.util.Optional;

/** A policy document, checked and compiled. Immutable and thread-safe. */
public final class Policy {
  private final PolicyKind kind;
  private final boolean variables;
  private final Optional<String> id;
  private final List<Statement> statements;

  Policy(PolicyKind kind, boolean variables, Optional<String> id, List<Statement> statements) {
    this.kind = kind;
    this.variables = variables;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /**
   * Parses and compiles a document.
   *
   * @throws MalformedPolicyException if it is no policy of that kind within the limits
   */
  public static Policy parse(String document, PolicyKind kind, PolicyLimits limits)
      throws MalformedPolicyException {
    return new PolicyParser(kind, limits).parse(document);
  }

  /**
   * The kind that a document looks like, by the elements of its statements: a resource policy with
   * principals and resources, a trust policy with principals alone, an identity policy otherwise.
   *
   * @throws MalformedPolicyException if the document is no JSON object
   */
  public static PolicyKind likelyKind(String document) throws MalformedPolicyException {
    return PolicyParser.likelyKind(document);
  }

  public PolicyKind kind() {
    return kind;
  }

  /** The document's Id element. */
  public Optional<String> id() {
    return id;
  }

  /** Whether {@code ${...}} is a variable: Version 2012-10-17. */
  boolean hasVariables() {
    return variables;
  }

  List<Statement> statements() {
    return statements;
  }

  /** What is legal in the document and dangerous, in its order; see docs/policies.md. */
  public List<LintWarning> lint() {
    return new Lint(this).warnings();
  }
}
