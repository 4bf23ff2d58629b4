package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import java.util.ArrayList;
import java.util.List;

/** Looks at every part of one statement, also past the first that does not match. */
final class StatementExamination {
  private final Statement statement;
  private final RequestContext request;
  private final boolean bounded;
  private final List<Mismatch> mismatches = new ArrayList<>();

  StatementExamination(Statement statement, RequestContext request, boolean bounded) {
    this.statement = statement;
    this.request = request;
    this.bounded = bounded;
  }

  List<Mismatch> mismatches() {
    examinePrincipals();
    examineAction();
    examineResource();
    for (Condition condition : statement.conditions()) {
      if (!condition.holds(request)) {
        mismatches.add(ConditionFinding.of(condition, request));
      }
    }
    return mismatches;
  }

  private void examinePrincipals() {
    PrincipalElement principals = statement.principals();
    if (principals == null
        || principals.reach(request.principal(), statement.effect(), bounded) != Reach.NONE) {
      return;
    }
    String caller = request.principal().text();
    String list = Excerpt.of(principals.named().written());
    mismatches.add(
        principals.negated()
            ? new Mismatch(
                Mismatch.Part.PRINCIPAL,
                "the caller " + caller + " is excepted by NotPrincipal " + list,
                "the caller were not in its NotPrincipal")
            : new Mismatch(
                Mismatch.Part.PRINCIPAL,
                "the caller " + caller + " is none of the principals " + list,
                "the caller were named in its Principal"));
  }

  private void examineAction() {
    ActionElement actions = statement.actions();
    if (actions.covers(request.foldedAction())) {
      return;
    }
    String list = Excerpt.of(actions.written());
    mismatches.add(
        actions.negated()
            ? new Mismatch(
                Mismatch.Part.ACTION,
                "the action " + request.action() + " is excepted by NotAction " + list,
                request.action() + " were not in its NotAction")
            : new Mismatch(
                Mismatch.Part.ACTION,
                "the action " + request.action() + " is not among " + list,
                request.action() + " were added to its Action"));
  }

  private void examineResource() {
    ResourceElement resources = statement.resources();
    if (resources == null || resources.covers(request)) {
      return;
    }
    String list = Excerpt.of(resources.written());
    mismatches.add(
        resources.negated()
            ? new Mismatch(
                Mismatch.Part.RESOURCE,
                "the resource " + request.resource() + " is excepted by NotResource " + list,
                "the resource were not in its NotResource")
            : new Mismatch(
                Mismatch.Part.RESOURCE,
                "the resource " + request.resource() + " is not among " + list,
                request.resource() + " were added to its Resource"));
  }
}
