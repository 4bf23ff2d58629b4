package dev.grapnel.service.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a certificate says of policies (RFC 5280 sections 4.2.1.4, .5, .11 and .14); qualifiers are
 * left out, since nothing here depends on them.
 *
 * @param present whether the certificate policies extension is there
 * @param policies the policies that it lists
 * @param requireExplicitPolicy empty where it is not demanded
 * @param inhibitMapping empty where it is not demanded
 * @param inhibitAnyPolicy empty where it is not demanded
 */
public record CertificatePolicies(
    boolean present,
    Set<String> policies,
    List<Mapping> mappings,
    OptionalInt requireExplicitPolicy,
    OptionalInt inhibitMapping,
    OptionalInt inhibitAnyPolicy) {
  /** The most policies, and the most mappings, of one certificate. */
  public static final int MAX_POLICIES = 64;

  /** A policy of the issuing domain that is the same as one of the subject's domain. */
  public record Mapping(String issuerDomainPolicy, String subjectDomainPolicy) {}

  public CertificatePolicies {
    policies = Set.copyOf(policies);
    mappings = List.copyOf(mappings);
  }

  static CertificatePolicies read(ExtensionValues extensions) throws MalformedX509Exception {
    Constraints constraints =
        extensions
            .decode(Oids.POLICY_CONSTRAINTS, (value, _) -> Constraints.read(value))
            .orElse(Constraints.NONE);
    return new CertificatePolicies(
        extensions.has(Oids.CERTIFICATE_POLICIES),
        extensions
            .decode(Oids.CERTIFICATE_POLICIES, (value, _) -> readPolicies(value))
            .orElse(Set.of()),
        extensions
            .decode(Oids.POLICY_MAPPINGS, (value, _) -> readMappings(value))
            .orElse(List.of()),
        constraints.requireExplicitPolicy(),
        constraints.inhibitMapping(),
        extensions
            .decode(
                Oids.INHIBIT_ANY_POLICY, (value, _) -> OptionalInt.of(value.count(DerTag.INTEGER)))
            .orElse(OptionalInt.empty()));
  }

  private static Set<String> readPolicies(DerReader value) throws MalformedX509Exception {
    DerReader list = value.sequence();
    Set<String> policies = new HashSet<>();
    do {
      requireRoom(policies.size());
      DerReader information = list.sequence();
      if (!policies.add(information.oid())) {
        throw new MalformedX509Exception("a certificate policy is there twice");
      }
      if (information.hasMore()) {
        information.enter(DerTag.SEQUENCE);
      }
      information.requireEnd();
    } while (list.hasMore());
    return policies;
  }

  private static List<Mapping> readMappings(DerReader value) throws MalformedX509Exception {
    DerReader list = value.sequence();
    List<Mapping> mappings = new ArrayList<>();
    do {
      requireRoom(mappings.size());
      DerReader mapping = list.sequence();
      mappings.add(new Mapping(mapping.oid(), mapping.oid()));
      mapping.requireEnd();
    } while (list.hasMore());
    return mappings;
  }

  private static void requireRoom(int size) throws MalformedX509Exception {
    if (size == MAX_POLICIES) {
      throw new MalformedX509Exception(
          "there are more than " + MAX_POLICIES + " policies or policy mappings");
    }
  }

  private record Constraints(OptionalInt requireExplicitPolicy, OptionalInt inhibitMapping) {
    static final Constraints NONE = new Constraints(OptionalInt.empty(), OptionalInt.empty());

    static Constraints read(DerReader value) throws MalformedX509Exception {
      DerReader reader = value.sequence();
      Constraints constraints =
          new Constraints(
              optional(reader, DerTag.primitive(0)), optional(reader, DerTag.primitive(1)));
      reader.requireEnd();
      if (constraints.equals(NONE)) {
        throw new MalformedX509Exception("the policy constraints are empty");
      }
      return constraints;
    }

    private static OptionalInt optional(DerReader reader, int tag) throws MalformedX509Exception {
      return reader.nextIs(tag) ? OptionalInt.of(reader.count(tag)) : OptionalInt.empty();
    }
  }
}
