package dev.grapnel.protocol.certificate;

import java.util.ArrayList;
import java.util.List;

/**
 * The headers that carry certificates in a CreateSession: {@code x-amz-x509} has the leaf, {@code
 * x-amz-x509-chain} the certificates that lead from it to the trust anchor, joined by commas.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication.html">AWS:
 *     the Roles Anywhere authentication process</a>
 */
public final class CertificateHeaders {
  public static final String LEAF = "x-amz-x509";
  public static final String CHAIN = "x-amz-x509-chain";

  /** The most certificates of one request, the leaf counted whether or not the chain repeats it. */
  public static final int MAX_CERTIFICATES = 5;

  private CertificateHeaders() {}

  /** Reads the leaf's header. */
  public static DerCertificate decodeLeaf(String header) throws MalformedCertificateException {
    return decode(LEAF, header);
  }

  /**
   * Reads the chain's header: the certificates in the order they were sent. The leaf may be among
   * them, as clients send it that read PKCS#12.
   */
  public static List<DerCertificate> decodeChain(String header, DerCertificate leaf)
      throws MalformedCertificateException {
    if (count(header) > MAX_CERTIFICATES) {
      throw tooMany();
    }
    List<DerCertificate> chain = new ArrayList<>(MAX_CERTIFICATES);
    int start = 0;
    while (start <= header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      chain.add(decode(CHAIN, header.substring(start, end)));
      start = end + 1;
    }
    if (!chain.contains(leaf) && chain.size() == MAX_CERTIFICATES) {
      throw tooMany();
    }
    return List.copyOf(chain);
  }

  private static DerCertificate decode(String name, String base64)
      throws MalformedCertificateException {
    try {
      return DerCertificate.ofBase64(base64);
    } catch (MalformedCertificateException e) {
      throw new MalformedCertificateException(name + ": " + e.getMessage());
    }
  }

  /** The value of the chain's header. */
  public static String encodeChain(List<DerCertificate> chain) {
    StringBuilder out = new StringBuilder();
    for (DerCertificate certificate : chain) {
      if (!out.isEmpty()) {
        out.append(',');
      }
      out.append(certificate.base64());
    }
    return out.toString();
  }

  private static int count(String header) {
    int count = 1;
    for (int i = 0; i < header.length(); i++) {
      if (header.charAt(i) == ',') {
        count++;
      }
    }
    return count;
  }

  private static MalformedCertificateException tooMany() {
    return new MalformedCertificateException(
        "the chain has more than "
            + MAX_CERTIFICATES
            + " certificates, counting the leaf; leave out the root and what does not belong to the"
            + " path");
  }
}
