package dev.grapnel.service.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works out why a decision fell as it did; slower than deciding, and asked only when needed. */
final class Explainer {
  private final Decision decision;
  private final RequestContext request;
  private final List<StatementFinding> findings = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();

  Explainer(Decision decision) {
    this.decision = decision;
    this.request = decision.request();
  }

  Explanation explain() {
    boolean bounded = kinds().contains(PolicyKind.BOUNDARY);
    for (AppliedPolicy applied : decision.policies()) {
      for (Statement statement : applied.policy().statements()) {
        List<Mismatch> mismatches =
            new StatementExamination(statement, request, bounded).mismatches();
        findings.add(
            new StatementFinding(
                deciding(applied, statement), statement.effect() == Effect.DENY, mismatches));
        if (decision.outcome() == Outcome.EXPLICIT_DENY && mismatches.isEmpty()) {
          addRelease(applied, statement);
        }
      }
    }
    if (decision.outcome() == Outcome.IMPLICIT_DENY) {
      addNearest();
    }
    return new Explanation(decision, findings, changes);
  }

  static DecidingStatement deciding(AppliedPolicy applied, Statement statement) {
    return new DecidingStatement(
        applied.name(),
        applied.policy().kind(),
        Optional.ofNullable(statement.sid()),
        statement.index());
  }

  private void addRelease(AppliedPolicy applied, Statement statement) {
    if (statement.effect() != Effect.DENY) {
      return;
    }
    String where = deciding(applied, statement).toString();
    List<String> releases =
        statement.conditions().stream()
            .map(condition -> ConditionFinding.release(condition, request))
            .toList();
    changes.add(
        releases.isEmpty()
            ? where + " denies this without any condition: only changing it would lift that"
            : where + " would not deny this if " + String.join(", or if ", releases));
  }

  /** The Allow statements of the policies that failed to allow, those nearest to matching first. */
  private void addNearest() {
    Set<PolicyKind> missing = decision.missing();
    List<StatementFinding> candidates =
        findings.stream()
            .filter(f -> !f.denies() && !f.applies() && missing.contains(f.statement().kind()))
            .sorted(Comparator.comparingInt(Explainer::distance))
            .toList();
    for (StatementFinding finding : candidates) {
      List<String> needed = finding.mismatches().stream().map(Mismatch::change).toList();
      changes.add(finding.statement() + " would allow this if " + String.join(", and ", needed));
    }
    for (PolicyKind kind : missing) {
      if (!kinds().contains(kind)) {
        changes.add("there is no " + kind.label() + " policy that could allow this");
      } else if (candidates.stream().noneMatch(f -> f.statement().kind() == kind)) {
        changes.add("an Allow statement would have to be added to a " + kind.label() + " policy");
      }
    }
  }

  /** How far a statement is from applying: a wrong principal or action is farther than a value. */
  private static int distance(StatementFinding finding) {
    int distance = 0;
    for (Mismatch mismatch : finding.mismatches()) {
      distance +=
          switch (mismatch.part()) {
            case CONDITION -> 1;
            case RESOURCE -> 4;
            case ACTION -> 8;
            case PRINCIPAL -> 16;
          };
    }
    return distance;
  }

  private List<PolicyKind> kinds() {
    return decision.policies().stream().map(applied -> applied.policy().kind()).toList();
  }
}
