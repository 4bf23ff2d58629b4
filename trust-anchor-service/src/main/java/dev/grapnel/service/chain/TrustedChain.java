package dev.grapnel.service.chain;

import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.signature.ProvenCaller;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A proven caller whose certificate leads to an enabled trust anchor of an enabled account, by
 * every rule, and is not revoked. Only this package makes one. Immutable.
 */
public final class TrustedChain {
  private final ProvenCaller caller;
  private final TrustAnchor trustAnchor;
  private final AcceptedPath path;

  TrustedChain(ProvenCaller caller, TrustAnchor trustAnchor, AcceptedPath path) {
    this.caller = caller;
    this.trustAnchor = trustAnchor;
    this.path = path;
  }

  public ProvenCaller caller() {
    return caller;
  }

  /** The trust anchor that the chain leads to, as it was registered at that moment. */
  public TrustAnchor trustAnchor() {
    return trustAnchor;
  }

  /** The caller's certificate. */
  public X509CertificateHolder leaf() {
    return caller.leaf().parsed();
  }

  /** The certificate's serial number in lower-case hex, an even number of digits. */
  public String serialHex() {
    return hex(caller.serial());
  }

  /** The certificate's subject, for people and for records. */
  public String subject() {
    return path.leaf().subject().toString();
  }

  /** The certificate's issuer, for people and for records. */
  public String issuer() {
    return path.leaf().issuer().toString();
  }

  /** The last moment of the certificate itself. */
  public Instant certificateNotAfter() {
    return path.leaf().notAfter();
  }

  /** The last moment of the chain: the earliest notAfter from the leaf to the anchor. */
  public Instant notAfter() {
    return path.notAfter();
  }

  /** What the operator should know, such as a CRL past its time that was accepted all the same. */
  public List<String> warnings() {
    return path.warnings();
  }

  static String hex(BigInteger serial) {
    byte[] bytes = serial.toByteArray();
    int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return HexFormat.of().formatHex(bytes, start, bytes.length);
  }
}
