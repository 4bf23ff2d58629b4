package dev.grapnel.service.chain;

import dev.grapnel.service.path.CertificateProfile;
import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.x509.KeyUsage;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of Roles Anywhere for single certificates, where they go beyond RFC 5280: a leaf is no
 * CA's and may sign; a CA says that it may issue certificates; a root, too, is signed with SHA-256
 * or stronger.
 *
 * @see <a href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html">AWS:
 *     the Roles Anywhere trust model</a>
 */
public final class RolesAnywhereProfile implements CertificateProfile {
  private static final int MAX_SERIAL_BITS = 160;

  private final SignatureRules signatures;

  /**
   * @param signatures which signature algorithms are accepted
   */
  public RolesAnywhereProfile(SignatureRules signatures) {
    this.signatures = signatures;
  }

  @Override
  public List<Violation> ofLeaf(ParsedCertificate leaf) {
    List<Violation> violations = new ArrayList<>();
    if (leaf.isCa()) {
      violations.add(new Violation(PathRule.LEAF_IS_CA, leaf, "its basic constraints say CA:TRUE"));
    }
    if (!leaf.keyUsage().map(KeyUsage::digitalSignature).orElse(false)) {
      violations.add(
          new Violation(
              PathRule.NO_DIGITAL_SIGNATURE, leaf, "its key usage does not have digitalSignature"));
    }
    boolean goodSerial =
        leaf.serialNumber().signum() > 0 && leaf.serialNumber().bitLength() <= MAX_SERIAL_BITS;
    if (!goodSerial) {
      violations.add(
          new Violation(
              PathRule.SERIAL_NOT_ACCEPTED,
              leaf,
              "its serial number is not positive or has more than 20 bytes"));
    }
    return violations;
  }

  @Override
  public List<Violation> ofCa(ParsedCertificate ca) {
    List<Violation> violations = new ArrayList<>();
    if (ca.keyUsage().isEmpty()) {
      violations.add(
          new Violation(
              PathRule.NO_KEY_CERT_SIGN, ca, "it has no key usage, and needs keyCertSign in it"));
    }
    signatures
        .algorithmProblem(ca.signed())
        .ifPresent(
            problem -> violations.add(new Violation(PathRule.ALGORITHM_NOT_ACCEPTED, ca, problem)));
    return violations;
  }
}
