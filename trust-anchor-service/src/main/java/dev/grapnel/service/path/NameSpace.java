package dev.grapnel.service.path;

import dev.grapnel.service.x509.ConstrainedName;
import dev.grapnel.service.x509.GeneralName;
import dev.grapnel.service.x509.NameConstraints;
import dev.grapnel.service.x509.NameForm;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.Subtree;
import dev.grapnel.service.x509.Subtree.Relation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the CAs so far permit and exclude (RFC 5280 section 6.1.1 (b) and (c), 6.1.4 (g)).
 * Permitted subtrees are kept a list for each CA rather than intersected: a name must be in one of
 * each. Not thread-safe.
 */
final class NameSpace {
  private final List<NameConstraints> constraints = new ArrayList<>();
  private final WorkBudget budget;

  NameSpace(WorkBudget budget) {
    this.budget = budget;
  }

  /** Adds what a CA demands of the certificates below it. */
  void restrict(ParsedCertificate ca) {
    ca.nameConstraints().ifPresent(constraints::add);
  }

  /** What the names of a certificate break. */
  Optional<Violation> check(ParsedCertificate certificate) {
    if (constraints.isEmpty()) {
      return Optional.empty();
    }
    for (ConstrainedName name : certificate.constrainedNames()) {
      for (NameConstraints of : constraints) {
        Optional<Violation> violation = check(certificate, name, of);
        if (violation.isPresent()) {
          return violation;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Violation> check(
      ParsedCertificate certificate, ConstrainedName name, NameConstraints of) {
    int subtrees = of.permitted().size() + of.excluded().size();
    if (!budget.spendComparisons(subtrees * name.weight())) {
      return violation(
          PathRule.TOO_MUCH_WORK, certificate, "it has too many names for its CAs' constraints");
    }
    Set<Relation> excluded = relations(name, of.excluded());
    if (excluded.contains(Relation.INSIDE) || excluded.contains(Relation.PARTLY)) {
      return violation(
          PathRule.NAME_EXCLUDED, certificate, "a CA above it excludes its " + name.name());
    }
    Set<Relation> permitted = relations(name, of.permitted());
    boolean undecidable =
        excluded.contains(Relation.UNDECIDABLE) || permitted.contains(Relation.UNDECIDABLE);
    if (undecidable) {
      return violation(
          PathRule.NAME_NOT_DECIDABLE,
          certificate,
          "a CA's name constraints cannot be applied to its " + name.name());
    }
    if (!permitted.isEmpty() && !permitted.contains(Relation.INSIDE)) {
      return violation(
          PathRule.NAME_NOT_PERMITTED,
          certificate,
          "a CA above it does not permit its " + name.name());
    }
    return Optional.empty();
  }

  private static Set<Relation> relations(ConstrainedName name, List<Subtree> subtrees) {
    Set<Relation> relations = EnumSet.noneOf(Relation.class);
    for (Subtree subtree : subtrees) {
      if (subtree.form() == name.name().form()) {
        relations.add(subtree.relationTo(name));
      } else if (subtree.form() == NameForm.EMAIL && isInternationalMailbox(name.name())) {
        relations.add(Relation.UNDECIDABLE);
      }
    }
    return relations;
  }

  /** RFC 9598: an e-mail address in another form, to which constraints on e-mail apply as well. */
  private static boolean isInternationalMailbox(GeneralName name) {
    return name instanceof GeneralName.Other other && other.oid().equals(Oids.SMTP_UTF8_MAILBOX);
  }

  private static Optional<Violation> violation(
      PathRule rule, ParsedCertificate certificate, String detail) {
    return Optional.of(new Violation(rule, certificate, detail));
  }
}
