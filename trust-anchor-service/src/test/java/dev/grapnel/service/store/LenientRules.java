package dev.grapnel.service.store;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.RegistrationRules;
import java.util.Optional;

/** Accepts every document but those that say {@code refuse me}, for tests of what is around it. */
public final class LenientRules implements RegistrationRules {
  /** What makes a document be refused. */
  public static final String REFUSED = "refuse me";

  @Override
  public Optional<Denial> distributionPointRefusal() {
    return Optional.empty();
  }

  @Override
  public Optional<Denial> trustAnchorRefusal(TrustAnchor.SourceType type, String data) {
    return refusal(data);
  }

  @Override
  public Optional<Denial> crlRefusal(byte[] data, TrustAnchor anchor) {
    return refusal(new String(data, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Override
  public Optional<Denial> trustPolicyRefusal(String document) {
    return refusal(document);
  }

  @Override
  public Optional<Denial> identityPolicyRefusal(String document) {
    return refusal(document);
  }

  @Override
  public Optional<Denial> specifierRefusal(CertificateField field, String specifier) {
    return refusal(specifier);
  }

  private static Optional<Denial> refusal(String document) {
    return document.contains(REFUSED)
        ? Optional.of(new Denial.Malformed("the rules refuse this"))
        : Optional.empty();
  }
}
