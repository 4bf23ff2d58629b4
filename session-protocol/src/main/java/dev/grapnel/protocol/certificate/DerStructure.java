package dev.grapnel.protocol.certificate;

/**
 * Whether bytes are nested tag-length-value structures that a recursive parser can be trusted with:
 * definite lengths in the shortest form, each element within the one around it, and a bounded
 * depth. Looks neither at what the elements mean nor into the contents of primitive ones, such as
 * an extension's OCTET STRING.
 */
public final class DerStructure {
  /** The deepest nesting that is read; a certificate has some eight levels. */
  public static final int MAX_DEPTH = 32;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;
  private static final int MAX_LENGTH_BYTES = 4;

  private final byte[] der;
  private final int[] ends = new int[MAX_DEPTH];
  private int depth;
  private int position;

  private DerStructure(byte[] der) {
    this.der = der;
  }

  /** Refuses what is not exactly one such structure. */
  public static void require(byte[] der) throws MalformedCertificateException {
    DerStructure structure = new DerStructure(der);
    structure.element(der.length);
    while (structure.depth > 0) {
      structure.step();
    }
    if (structure.position != der.length) {
      throw new MalformedCertificateException(
          "the DER is followed by "
              + (der.length - structure.position)
              + " bytes that do not belong to it");
    }
  }

  /** Reads the next element of the innermost open one, or closes that. */
  private void step() throws MalformedCertificateException {
    int end = ends[depth - 1];
    if (position == end) {
      depth--;
    } else {
      element(end);
    }
  }

  /** Reads tag and length; enters a constructed element, passes over a primitive one. */
  private void element(int limit) throws MalformedCertificateException {
    int tag = next(limit);
    if ((tag & LONG_TAG) == LONG_TAG) {
      throw malformed();
    }
    int length = length(limit);
    if (length > limit - position) {
      throw new MalformedCertificateException(
          "the DER is cut short: an element says more bytes than there are");
    }
    if ((tag & CONSTRUCTED) == 0) {
      position += length;
      return;
    }
    if (depth == MAX_DEPTH) {
      throw new MalformedCertificateException(
          "the DER is nested more than " + MAX_DEPTH + " levels deep");
    }
    ends[depth++] = position + length;
  }

  private int length(int limit) throws MalformedCertificateException {
    int first = next(limit);
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > MAX_LENGTH_BYTES) {
      throw malformed();
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | next(limit);
    }
    boolean shortest = length >= 0x80 && length >> (8 * (count - 1)) != 0;
    if (!shortest || length > Integer.MAX_VALUE) {
      throw malformed();
    }
    return (int) length;
  }

  private int next(int limit) throws MalformedCertificateException {
    if (position >= limit) {
      throw new MalformedCertificateException(
          "the DER is cut short: an element ends before its length does");
    }
    return der[position++] & 0xff;
  }

  private static MalformedCertificateException malformed() {
    return new MalformedCertificateException(
        "not DER: a tag or a length is not in its shortest, definite form");
  }
}
