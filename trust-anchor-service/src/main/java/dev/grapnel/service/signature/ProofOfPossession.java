package dev.grapnel.service.signature;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.CredentialScope;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import dev.grapnel.protocol.signing.StringToSign;
import dev.grapnel.protocol.signing.X509Signer;
import dev.grapnel.service.crypto.HashFunction;
import dev.grapnel.service.crypto.UnacceptableKeyException;
import dev.grapnel.service.crypto.VerificationAlgorithm;
import dev.grapnel.service.crypto.VerificationKey;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Checks that a request was signed just now, for this service, with the key of the certificate it
 * carries. What costs little is checked first: a signature is verified only once everything else
 * about it is right. Thread-safe.
 */
public final class ProofOfPossession {
  /** How far the signing time may be from now, either way. */
  public static final Duration FRESHNESS = Duration.ofMinutes(5);

  private static final int MAX_SERIAL_BITS = 160;

  private final VerificationProvider provider;
  private final InstantSource clock;
  private final String region;
  private final KnownLeaves known = new KnownLeaves();

  /** For a service in that region. */
  public ProofOfPossession(VerificationProvider provider, InstantSource clock, String region) {
    this.provider = provider;
    this.clock = clock;
    this.region = region;
  }

  /** The caller that the request is from, if the request proves it. */
  public Verdict<ProvenCaller> prove(SignedRequest request) {
    Optional<String> wrong = scopeFault(request).or(() -> freshnessFault(request));
    if (wrong.isPresent()) {
      return unproven(wrong.get());
    }
    try {
      Optional<KnownLeaves.Leaf> leaf = known.find(request.leaf());
      return leaf.isPresent()
          ? prove(request, leaf.get().certificate(), Optional.of(leaf.get().key()))
          : prove(request, LeafCertificate.parse(request.leaf()), Optional.empty());
    } catch (MalformedCertificateException | MalformedRequestException e) {
      return Verdict.refuse(new Denial.Malformed(String.valueOf(e.getMessage())));
    } catch (UnacceptableKeyException e) {
      return unproven("the certificate's key is not accepted: " + e.getMessage());
    }
  }

  /** Remembers what a caller's certificate says, once its chain has been found good. */
  public void remember(ProvenCaller caller) {
    known.keep(caller);
  }

  private Verdict<ProvenCaller> prove(
      SignedRequest request, LeafCertificate leaf, Optional<VerificationKey> knownKey)
      throws MalformedRequestException, UnacceptableKeyException {
    Authorization authorization = request.authorization();
    Optional<String> wrong = serialFault(leaf.parsed().getSerialNumber(), authorization);
    if (wrong.isPresent()) {
      return unproven(wrong.get());
    }
    StringToSign text = request.request().stringToSign(authorization, request.date());
    VerificationKey key =
        knownKey.isPresent()
            ? knownKey.get()
            : provider.key(leaf.parsed().getSubjectPublicKeyInfo());
    VerificationAlgorithm algorithm = algorithm(authorization.algorithm());
    if (!key.fits(algorithm)) {
      return unproven(
          "the algorithm "
              + authorization.algorithm().wireName()
              + " does not fit the certificate's key, "
              + key.kind());
    }
    byte[] signature = HexFormat.of().parseHex(authorization.signature());
    return key.verify(algorithm, text.bytes(), signature)
        ? Verdict.pass(new ProvenCaller(request, leaf, key))
        : unproven("the signature is not by the certificate's key over this request");
  }

  private Optional<String> scopeFault(SignedRequest request) {
    Authorization authorization = request.authorization();
    CredentialScope scope = authorization.scope();
    if (!authorization.algorithm().isX509()) {
      return Optional.of("the request is signed with a shared secret, not with a certificate");
    }
    if (!scope.day().equals(request.date().day())) {
      return Optional.of("the scope's day is not that of x-amz-date");
    }
    if (!scope.service().equals(X509Signer.SERVICE)) {
      return Optional.of("the scope's service is not " + X509Signer.SERVICE);
    }
    if (!scope.region().equals(region)) {
      return Optional.of("the scope's region is not this service's, " + region);
    }
    return Optional.empty();
  }

  private Optional<String> freshnessFault(SignedRequest request) {
    Instant now = clock.instant();
    Instant signed = request.date().instant();
    Duration distance = Duration.between(signed, now);
    return distance.abs().compareTo(FRESHNESS) > 0
        ? Optional.of(
            "x-amz-date %s is more than %d minutes from now, %s; is a clock wrong?"
                .formatted(request.date(), FRESHNESS.toMinutes(), now))
        : Optional.empty();
  }

  private static Optional<String> serialFault(BigInteger serial, Authorization authorization) {
    if (serial.signum() <= 0 || serial.bitLength() > MAX_SERIAL_BITS) {
      return Optional.of(
          "the certificate's serial number is not positive or has more than 20 octets (RFC 5280"
              + " section 4.1.2.2)");
    }
    return serial.toString().equals(authorization.keyId())
        ? Optional.empty()
        : Optional.of("the credential's serial number is not the certificate's");
  }

  private static VerificationAlgorithm algorithm(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case X509_RSA_SHA256 -> new VerificationAlgorithm.RsaPkcs1(HashFunction.SHA256);
      case X509_ECDSA_SHA256 -> new VerificationAlgorithm.Ecdsa(HashFunction.SHA256);
      case X509_MLDSA -> new VerificationAlgorithm.MlDsa();
      case HMAC_SHA256 -> throw new IllegalStateException("refused before");
    };
  }

  private static Verdict<ProvenCaller> unproven(String reason) {
    return Verdict.refuse(new Denial.Unproven(reason));
  }
}
