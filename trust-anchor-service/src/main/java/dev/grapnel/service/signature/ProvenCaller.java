package dev.grapnel.service.signature;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.signing.CredentialScope;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.crypto.VerificationKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * Somebody who holds the key of a certificate and signed this request with it just now. Nothing is
 * known of the certificate's worth. Only this package makes one. Immutable.
 */
public final class ProvenCaller {
  private final SignedRequest signed;
  private final LeafCertificate leaf;
  private final VerificationKey key;

  ProvenCaller(SignedRequest signed, LeafCertificate leaf, VerificationKey key) {
    this.signed = signed;
    this.leaf = leaf;
    this.key = key;
  }

  /** The certificate whose key signed. */
  public LeafCertificate leaf() {
    return leaf;
  }

  /** The certificate's serial number: positive, at most 20 octets. */
  public BigInteger serial() {
    return leaf.parsed().getSerialNumber();
  }

  /** The certificate's key. */
  public VerificationKey key() {
    return key;
  }

  /**
   * The certificates that came along, in the order they were sent: perhaps intermediates, perhaps
   * the leaf or a root among them, perhaps anything.
   */
  public List<DerCertificate> candidates() {
    return signed.chain();
  }

  /** Day, region and service that the signature holds for. */
  public CredentialScope scope() {
    return signed.authorization().scope();
  }

  /** When the caller says it signed; within the freshness window of now. */
  public Instant signedAt() {
    return signed.date().instant();
  }

  /** The query, which the signature covers. */
  public QueryString query() {
    return signed.request().query();
  }

  /** The body, which the signature covers; shared, not copied: nobody writes to it. */
  public byte[] body() {
    return signed.body();
  }
}
