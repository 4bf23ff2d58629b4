package dev.grapnel.service.api.registration;

import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.RegistrationRules;
import java.util.Optional;

/**
 * Asks the engines that will read a document later whether they understand it now. Thread-safe.
 *
 * @param trustLimits of a role's trust policy
 */
public record DocumentRules(
    AnchorRule anchors, CrlRule crls, PointRule points, PolicyLimits trustLimits)
    implements RegistrationRules {
  /**
   * An inline or session policy; IAM's sum over a role's inline policies is the registry's to hold.
   */
  private static final PolicyLimits IDENTITY = new PolicyLimits(100_000, false);

  /** Why a bundle cannot be a trust anchor's, if it cannot. */
  @FunctionalInterface
  public interface AnchorRule {
    Optional<Denial> refusal(TrustAnchor.SourceType sourceType, String certificateData);
  }

  /** Why a CRL cannot speak for an anchor, if it cannot. */
  @FunctionalInterface
  public interface CrlRule {
    Optional<Denial> refusal(byte[] data, TrustAnchor anchor);
  }

  /** Why CRL distribution points cannot be asked about, if they cannot. */
  @FunctionalInterface
  public interface PointRule {
    Optional<String> problem();
  }

  @Override
  public Optional<Denial> distributionPointRefusal() {
    return points.problem().map(Denial.Malformed::new);
  }

  @Override
  public Optional<Denial> trustAnchorRefusal(
      TrustAnchor.SourceType sourceType, String certificateData) {
    return anchors.refusal(sourceType, certificateData);
  }

  @Override
  public Optional<Denial> crlRefusal(byte[] data, TrustAnchor anchor) {
    return crls.refusal(data, anchor);
  }

  @Override
  public Optional<Denial> trustPolicyRefusal(String document) {
    return policyRefusal(document, PolicyKind.TRUST, trustLimits);
  }

  @Override
  public Optional<Denial> identityPolicyRefusal(String document) {
    return policyRefusal(document, PolicyKind.IDENTITY, IDENTITY);
  }

  /**
   * Every specifier within the model's length is kept, as the model has no pattern for them; one
   * that names nothing maps nothing.
   */
  @Override
  public Optional<Denial> specifierRefusal(CertificateField field, String specifier) {
    return Optional.empty();
  }

  private static Optional<Denial> policyRefusal(
      String document, PolicyKind kind, PolicyLimits limits) {
    try {
      Policy.parse(document, kind, limits);
      return Optional.empty();
    } catch (MalformedPolicyException e) {
      return Optional.of(new Denial.MalformedPolicy(String.valueOf(e.getMessage())));
    }
  }
}
