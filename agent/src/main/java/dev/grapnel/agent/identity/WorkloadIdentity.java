package dev.grapnel.agent.identity;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.signing.MessageSigner;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import java.util.List;

/**
 * A certificate and the key that belongs to it. Immutable; thread-safe where the signer is.
 *
 * @param chain the certificates to send along, in order
 */
public record WorkloadIdentity(
    Leaf leaf, List<DerCertificate> chain, SigningAlgorithm algorithm, MessageSigner signer) {
  public WorkloadIdentity {
    chain = List.copyOf(chain);
  }
}
