package dev.grapnel.service.x509;

import java.util.Arrays;

/**
 * What certificates, CRLs and OCSP responses have in common: bytes to be signed, an
 * AlgorithmIdentifier and a signature. Immutable; the arrays are copies.
 */
public final class SignedStructure {
  private final byte[] signedBytes;
  private final byte[] algorithm;
  private final byte[] signature;

  private SignedStructure(byte[] signedBytes, byte[] algorithm, byte[] signature) {
    this.signedBytes = signedBytes;
    this.algorithm = algorithm;
    this.signature = signature;
  }

  /** Reads the three elements; what follows them is left to the caller. */
  public static SignedStructure read(DerReader reader) throws MalformedX509Exception {
    return new SignedStructure(reader.element(), reader.element(), reader.wholeBytes());
  }

  /** The bytes that the signature is over, as they were received. */
  public byte[] signedBytes() {
    return signedBytes.clone();
  }

  /** The DER of the AlgorithmIdentifier beside the signature. */
  public byte[] algorithm() {
    return algorithm.clone();
  }

  public byte[] signature() {
    return signature.clone();
  }

  /** A reader of the signed bytes. */
  public DerReader content() {
    return DerReader.of(signedBytes);
  }

  /** A reader of the signed bytes that begins at that offset, as a reader of them told it. */
  public DerReader contentAt(int offset) {
    return DerReader.of(signedBytes, offset);
  }

  /** Whether the AlgorithmIdentifier beside the signature is that one, byte for byte. */
  public boolean hasAlgorithm(byte[] other) {
    return Arrays.equals(algorithm, other);
  }
}
