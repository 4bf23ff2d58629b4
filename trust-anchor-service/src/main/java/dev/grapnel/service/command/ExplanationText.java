package dev.grapnel.service.command;

import dev.grapnel.service.policy.DecidingStatement;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.Explanation;
import dev.grapnel.service.policy.Mismatch;
import dev.grapnel.service.policy.StatementFinding;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An explained decision, for a reader and for a program. */
final class ExplanationText {
  private static final JsonFactory JSON = new JsonFactory();

  private ExplanationText() {}

  static List<String> lines(Decision decision) {
    Explanation explanation = decision.explanation();
    List<String> lines = new ArrayList<>();
    lines.add(decision.outcome().label() + ": " + decision.reason());
    for (DecidingStatement statement : decision.decidedBy()) {
      lines.add("  decided by statement " + statement.label() + " of " + where(statement));
    }
    for (StatementFinding finding : explanation.findings()) {
      if (!finding.applies()) {
        lines.add(
            "  statement %s of %s (%s) does not apply:"
                .formatted(
                    finding.statement().label(), where(finding.statement()), effect(finding)));
        finding.mismatches().forEach(mismatch -> lines.add("    " + line(mismatch)));
      }
    }
    if (!explanation.changes().isEmpty()) {
      lines.add("what would have to change:");
      explanation.changes().forEach(change -> lines.add("  " + change));
    }
    return lines;
  }

  /** One line: the decision, what decided it, and the explanation. */
  static String json(Decision decision) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("decision", decision.outcome().label());
      json.writeArrayPropertyStart("decidedBy");
      for (DecidingStatement statement : decision.decidedBy()) {
        json.writeStartObject();
        writeStatement(json, statement);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringProperty("reason", decision.reason());
      writeExplanation(json, decision.explanation());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeExplanation(JsonGenerator json, Explanation explanation) {
    json.writeArrayPropertyStart("statements");
    for (StatementFinding finding : explanation.findings()) {
      json.writeStartObject();
      writeStatement(json, finding.statement());
      json.writeStringProperty("kind", finding.statement().kind().label());
      json.writeStringProperty("effect", effect(finding));
      json.writeBooleanProperty("applies", finding.applies());
      json.writeArrayPropertyStart("mismatches");
      for (Mismatch mismatch : finding.mismatches()) {
        json.writeString(line(mismatch));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("changes");
    explanation.changes().forEach(json::writeString);
    json.writeEndArray();
  }

  /** The statement's name is its Sid, or its index as a number. */
  private static void writeStatement(JsonGenerator json, DecidingStatement statement) {
    json.writeStringProperty("policy", statement.policy());
    if (statement.sid().isPresent()) {
      json.writeStringProperty("statement", statement.sid().get());
    } else {
      json.writeNumberProperty("statement", statement.index());
    }
  }

  private static String where(DecidingStatement statement) {
    return statement.policy() + " (" + statement.kind().label() + ")";
  }

  private static String effect(StatementFinding finding) {
    return finding.denies() ? "Deny" : "Allow";
  }

  private static String line(Mismatch mismatch) {
    return mismatch.part().name().toLowerCase(Locale.ROOT) + ": " + mismatch.message();
  }
}
