package dev.grapnel.service.policy;

import java.util.List;

/**
 * Decides requests by policies, in AWS's order. Stateless.
 *
 * <p>The policies given are all that there are: a kind that is not among them does not exist for
 * the principal or the resource. Several boundaries must each allow (AWS has at most one); of
 * several policies of any other kind one that allows is enough.
 */
public final class Authorizer {
  private Authorizer() {}

  public static Decision decide(List<AppliedPolicy> policies, RequestContext request) {
    Tally tally = new Tally();
    boolean bounded = hasBoundary(policies);
    for (AppliedPolicy applied : policies) {
      tally.begin(applied.policy().kind());
      List<Statement> statements = applied.policy().statements();
      for (int i = 0; i < statements.size(); i++) {
        Statement statement = statements.get(i);
        Reach reach = statement.applies(request, bounded);
        if (reach != Reach.NONE) {
          tally.count(applied, statement, reach);
        }
      }
    }
    return new Decision(new EvaluationOrder(tally, request).rule(), policies, request);
  }

  private static boolean hasBoundary(List<AppliedPolicy> policies) {
    for (AppliedPolicy applied : policies) {
      if (applied.policy().kind() == PolicyKind.BOUNDARY) {
        return true;
      }
    }
    return false;
  }
}
