package dev.grapnel.service.x509;

import java.math.BigInteger;

/** Object identifiers: those that X.509 path processing knows by name, and their decoding. */
public final class Oids {
  public static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  public static final String KEY_USAGE = "2.5.29.15";
  public static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  public static final String ISSUER_ALTERNATIVE_NAME = "2.5.29.18";
  public static final String BASIC_CONSTRAINTS = "2.5.29.19";
  public static final String CRL_NUMBER = "2.5.29.20";
  public static final String REASON_CODE = "2.5.29.21";
  public static final String HOLD_INSTRUCTION = "2.5.29.23";
  public static final String INVALIDITY_DATE = "2.5.29.24";
  public static final String DELTA_CRL_INDICATOR = "2.5.29.27";
  public static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
  public static final String CERTIFICATE_ISSUER = "2.5.29.29";
  public static final String NAME_CONSTRAINTS = "2.5.29.30";
  public static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
  public static final String CERTIFICATE_POLICIES = "2.5.29.32";
  public static final String ANY_POLICY = "2.5.29.32.0";
  public static final String POLICY_MAPPINGS = "2.5.29.33";
  public static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  public static final String POLICY_CONSTRAINTS = "2.5.29.36";
  public static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  public static final String ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
  public static final String FRESHEST_CRL = "2.5.29.46";
  public static final String INHIBIT_ANY_POLICY = "2.5.29.54";
  public static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
  public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  public static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  public static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
  public static final String OCSP = "1.3.6.1.5.5.7.48.1";
  public static final String OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
  public static final String OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
  public static final String OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
  public static final String SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";
  public static final String EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
  public static final String COMMON_NAME = "2.5.4.3";

  /** The longest identifier, in bytes of DER. */
  static final int MAX_BYTES = 128;

  /** The longest number within one, in bytes: UUIDs (X.667) have 128 bits. */
  static final int MAX_ARC_BYTES = 20;

  private Oids() {}

  /** Dotted form of an OBJECT IDENTIFIER's content (X.690 section 8.19). */
  static String decode(byte[] content) throws MalformedX509Exception {
    if (content.length == 0 || content.length > MAX_BYTES || content[content.length - 1] < 0) {
      throw new MalformedX509Exception("an OBJECT IDENTIFIER is empty, too long or cut short");
    }
    StringBuilder dotted = new StringBuilder();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (i == start && content[i] == (byte) 0x80) {
        throw new MalformedX509Exception("an OBJECT IDENTIFIER is not in its shortest form");
      }
      if (content[i] >= 0) {
        if (i - start >= MAX_ARC_BYTES) {
          throw new MalformedX509Exception(
              "an OBJECT IDENTIFIER has a number of more than " + MAX_ARC_BYTES + " bytes");
        }
        append(dotted, content, start, i);
        start = i + 1;
      }
    }
    return dotted.toString();
  }

  private static void append(StringBuilder dotted, byte[] content, int first, int last) {
    boolean small = last - first < 8;
    if (!small) {
      appendArc(dotted, bigArc(content, first, last));
      return;
    }
    long arc = 0;
    for (int i = first; i <= last; i++) {
      arc = arc << 7 | (content[i] & 0x7f);
    }
    if (!dotted.isEmpty()) {
      dotted.append('.').append(arc);
    } else {
      long root = Math.min(arc / 40, 2);
      dotted.append(root).append('.').append(arc - root * 40);
    }
  }

  private static void appendArc(StringBuilder dotted, BigInteger arc) {
    if (dotted.isEmpty()) {
      dotted.append("2.").append(arc.subtract(BigInteger.valueOf(80)));
    } else {
      dotted.append('.').append(arc);
    }
  }

  private static BigInteger bigArc(byte[] content, int first, int last) {
    BigInteger arc = BigInteger.ZERO;
    for (int i = first; i <= last; i++) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(content[i] & 0x7f));
    }
    return arc;
  }
}
