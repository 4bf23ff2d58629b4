package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.TrustAnchor;
import java.util.Optional;

/**
 * What others know about documents that are to be registered: each method says why a document
 * cannot be, or nothing where it can. Implementations are thread-safe and change nothing.
 */
public interface RegistrationRules {
  /** Whether the PEM bundle holds CA certificates that an anchor of that kind may rest on. */
  Optional<Denial> trustAnchorRefusal(TrustAnchor.SourceType sourceType, String certificateData);

  /** Whether the PEM or DER text holds one CRL that can speak for that anchor's certificates. */
  Optional<Denial> crlRefusal(byte[] data, TrustAnchor anchor);

  /** Whether CRL distribution points may be asked about at all: whether anybody may be called. */
  Optional<Denial> distributionPointRefusal();

  /** Whether the document is a role's trust policy and understood as a whole. */
  Optional<Denial> trustPolicyRefusal(String document);

  /** Whether the document is an identity policy (or a session policy) and understood as a whole. */
  Optional<Denial> identityPolicyRefusal(String document);

  /** Whether an attribute mapping's specifier is one that the field has. */
  Optional<Denial> specifierRefusal(
      dev.grapnel.service.registry.AttributeMapping.CertificateField field, String specifier);
}
