package dev.grapnel.service.command;

import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.Refusal;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/**
 * What {@code verify-chain} says.
 *
 * @param facts label and text, in the order of the answer
 * @param members the same for programs
 */
record ChainAnswer(boolean accepted, Map<String, String> facts, Map<String, Object> members) {
  private static final int LABEL_WIDTH = 15;
  private static final String INDENT = " ".repeat(LABEL_WIDTH + 2);
  private static final int LINE_WIDTH = 96;

  static ChainAnswer of(PathOutcome.Accepted accepted) {
    CertificatePath path = accepted.path();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("certificate", line(path.leaf()));
    List<String> issuers = new ArrayList<>();
    for (ParsedCertificate ca : path.certificates().subList(1, path.certificates().size())) {
      issuers.add(line(ca));
    }
    if (!issuers.isEmpty()) {
      facts.put("intermediates", String.join("\n", issuers));
    }
    facts.put("trust anchor", line(path.anchor()));
    facts.put("holds until", accepted.validUntil().toString());
    if (!accepted.warnings().isEmpty()) {
      facts.put("warnings", String.join("\n", accepted.warnings()));
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("accepted", true);
    members.put("path", path.certificates().stream().map(ChainAnswer::member).toList());
    members.put("trustAnchor", member(path.anchor()));
    members.put("validUntil", accepted.validUntil().toString());
    members.put("warnings", accepted.warnings());
    return new ChainAnswer(true, facts, members);
  }

  static ChainAnswer of(Refusal refusal) {
    String which = refusal.place().label() + ", " + refusal.certificate();
    return refused(refusal.rule(), which, refusal.detail(), refusal.proven());
  }

  static ChainAnswer unreadable(String problem) {
    return refused(PathRule.MALFORMED, "a file", problem, false);
  }

  private static ChainAnswer refused(PathRule rule, String which, String problem, boolean proven) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("which", which);
    facts.put("problem", problem);
    facts.put("rule", rule + " (" + rule.source() + ")");
    facts.put("what to do", rule.remedy());
    facts.put(
        "the caller",
        proven
            ? "would be told this, since its certificate is proven to be of this trust anchor"
            : "would be told nothing of it; the reason is in the audit trail alone");
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("accepted", false);
    members.put("rule", rule.name());
    members.put("certificate", which);
    members.put("problem", problem);
    members.put("source", rule.source());
    members.put("remedy", rule.remedy());
    members.put("toldToCaller", proven);
    return new ChainAnswer(false, facts, members);
  }

  /** For people: a verdict, then a labelled line or paragraph for each fact. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(accepted ? "yes: the chain is accepted\n" : "no: the chain is refused\n");
    facts.forEach(
        (label, text) ->
            out.append("  ")
                .append(label)
                .append(" ".repeat(LABEL_WIDTH - label.length()))
                .append(wrapped(text))
                .append('\n'));
    return out.toString();
  }

  /** For programs: one object on one line. */
  String json() {
    return new ObjectMapper().writeValueAsString(members) + "\n";
  }

  private static String line(ParsedCertificate certificate) {
    return certificate + ", valid until " + certificate.notAfter();
  }

  private static Map<String, Object> member(ParsedCertificate certificate) {
    Instant notBefore = certificate.notBefore();
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("subject", certificate.subject().toString());
    member.put("issuer", certificate.issuer().toString());
    member.put("serial", certificate.serialNumber().toString(16));
    member.put("notBefore", notBefore.toString());
    member.put("notAfter", certificate.notAfter().toString());
    return member;
  }

  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    int column = INDENT.length();
    for (String line : text.split("\n", -1)) {
      if (!out.isEmpty()) {
        out.append('\n').append(INDENT);
        column = INDENT.length();
      }
      for (String word : line.split(" ", -1)) {
        if (column > INDENT.length() && column + 1 + word.length() > LINE_WIDTH) {
          out.append('\n').append(INDENT);
          column = INDENT.length();
        } else if (column > INDENT.length()) {
          out.append(' ');
          column++;
        }
        out.append(word);
        column += word.length();
      }
    }
    return out.toString();
  }
}
