package dev.grapnel.service.path;

import dev.grapnel.service.x509.CertificatePolicies;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The rules that certificates keep together, from the anchor down to the leaf: names, policies and
 * lengths (RFC 5280 sections 6.1.2 to 6.1.5). What a certificate keeps by itself is in {@link
 * CertificateRules}. The anchor's own constraints count as those of a CA above the path (RFC 5937
 * section 3.2). One object judges one path.
 */
final class PathRules {
  private final PathQuery query;
  private final CertificatePath path;
  private final WorkBudget budget;
  private final NameSpace names;
  private final PolicyGraph policies = new PolicyGraph();
  private int explicitPolicy;
  private int policyMapping;
  private int inhibitAnyPolicy;
  private int pathLength;

  PathRules(PathQuery query, CertificatePath path, WorkBudget budget) {
    this.query = query;
    this.path = path;
    this.budget = budget;
    this.names = new NameSpace(budget);
    int length = path.certificates().size();
    PolicyInputs inputs = query.policies();
    explicitPolicy = inputs.explicitPolicy() ? 0 : length + 1;
    policyMapping = inputs.inhibitMapping() ? 0 : length + 1;
    inhibitAnyPolicy = inputs.inhibitAnyPolicy() ? 0 : length + 1;
    pathLength = length;
  }

  /** The first rule that is broken, if one is. */
  Optional<Violation> check() {
    constrain(path.anchor());
    List<ParsedCertificate> certificates = path.certificates();
    for (int i = certificates.size() - 1; i >= 0; i--) {
      ParsedCertificate certificate = certificates.get(i);
      boolean last = i == 0;
      Optional<Violation> violation =
          checkNames(certificate, last)
              .or(() -> checkPolicies(certificate, last))
              .or(() -> last ? wrapUp(certificate) : prepareNext(certificate));
      if (violation.isPresent()) {
        return violation;
      }
    }
    return Optional.empty();
  }

  /** The policies under which the path is valid; for a path that has been checked. */
  Set<String> validPolicies() {
    return policies.intersect(query.policies());
  }

  private Optional<Violation> checkNames(ParsedCertificate certificate, boolean last) {
    return certificate.isSelfIssued() && !last ? Optional.empty() : names.check(certificate);
  }

  /** 6.1.3 (d) to (f). */
  private Optional<Violation> checkPolicies(ParsedCertificate certificate, boolean last) {
    CertificatePolicies of = certificate.policies();
    if (!budget.spendComparisons(of.policies().size() + of.mappings().size())) {
      return Optional.of(
          new Violation(
              PathRule.TOO_MUCH_WORK, certificate, "it has too many policies for so many paths"));
    }
    if (of.present()) {
      boolean anyCounts = inhibitAnyPolicy > 0 || (!last && certificate.isSelfIssued());
      policies.descend(of.policies(), anyCounts);
    } else {
      policies.clear();
    }
    return explicitPolicy == 0 && policies.isNull()
        ? notMet(certificate, "no certificate policy is valid from the trust anchor down to it")
        : Optional.empty();
  }

  /** 6.1.4. */
  private Optional<Violation> prepareNext(ParsedCertificate ca) {
    List<CertificatePolicies.Mapping> mappings = ca.policies().mappings();
    for (CertificatePolicies.Mapping mapping : mappings) {
      if (mapping.issuerDomainPolicy().equals(Oids.ANY_POLICY)
          || mapping.subjectDomainPolicy().equals(Oids.ANY_POLICY)) {
        return Optional.of(
            new Violation(PathRule.POLICY_MAPPING_OF_ANY, ca, "it maps a policy from or to any"));
      }
    }
    if (policyMapping > 0) {
      policies.map(mappings);
    } else {
      policies.drop(mappings);
    }
    if (!ca.isSelfIssued()) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      policyMapping = Math.max(0, policyMapping - 1);
      inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
      if (pathLength == 0) {
        return Optional.of(
            new Violation(
                PathRule.PATH_TOO_LONG, ca, "a CA above it does not allow another CA here"));
      }
      pathLength--;
    }
    constrain(ca);
    return Optional.empty();
  }

  /** 6.1.4 (g), (i), (j) and (m): what a CA demands of the certificates below. */
  private void constrain(ParsedCertificate ca) {
    names.restrict(ca);
    explicitPolicy = least(explicitPolicy, ca.policies().requireExplicitPolicy());
    policyMapping = least(policyMapping, ca.policies().inhibitMapping());
    inhibitAnyPolicy = least(inhibitAnyPolicy, ca.policies().inhibitAnyPolicy());
    pathLength = least(pathLength, ca.basicConstraints().orElseThrow().pathLength());
  }

  /** 6.1.5 (a), (b) and (g). */
  private Optional<Violation> wrapUp(ParsedCertificate leaf) {
    explicitPolicy = Math.max(0, explicitPolicy - 1);
    OptionalInt required = leaf.policies().requireExplicitPolicy();
    if (required.isPresent() && required.getAsInt() == 0) {
      explicitPolicy = 0;
    }
    return explicitPolicy == 0 && validPolicies().isEmpty()
        ? notMet(leaf, "none of the certificate policies that are asked for is valid for it")
        : Optional.empty();
  }

  private static Optional<Violation> notMet(ParsedCertificate certificate, String detail) {
    return Optional.of(new Violation(PathRule.POLICY_NOT_MET, certificate, detail));
  }

  private static int least(int value, OptionalInt other) {
    return other.isPresent() ? Math.min(value, other.getAsInt()) : value;
  }
}
