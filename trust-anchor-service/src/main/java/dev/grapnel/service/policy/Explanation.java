package dev.grapnel.service.policy;

import java.util.List;

/**
 * Why a decision fell as it did.
 *
 * @param decision what was decided, by which rule of evaluation
 * @param findings each statement of each policy, in their order
 * @param changes what would have to change for the request to be allowed, nearest first; empty for
 *     an allowed one
 */
public record Explanation(
    Decision decision, List<StatementFinding> findings, List<String> changes) {
  private static final int MAX_CHANGES_ON_A_LINE = 4;
  private static final int MAX_LINE_LENGTH = 2_000;

  public Explanation {
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
  }

  /** The explanation in one line of limited length, for an audit record. */
  public String inOneLine() {
    StringBuilder line =
        new StringBuilder(decision.outcome().label()).append(": ").append(decision.reason());
    if (!decision.decidedBy().isEmpty()) {
      line.append(" (")
          .append(String.join(", ", decision.decidedBy().stream().map(Object::toString).toList()))
          .append(')');
    }
    changes.stream()
        .limit(MAX_CHANGES_ON_A_LINE)
        .forEach(change -> line.append("; ").append(change));
    if (line.length() > MAX_LINE_LENGTH) {
      line.setLength(MAX_LINE_LENGTH);
      line.append("...");
    }
    return line.toString();
  }
}
