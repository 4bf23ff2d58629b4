package dev.grapnel.service.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * A cursor over the elements of one DER value (X.690 section 10). It reads in place: what it hands
 * out are readers of the same bytes or copies of parts. It takes no BER: lengths are definite and
 * in the shortest form, BOOLEANs are 00 or FF, INTEGERs have no padding. Not thread-safe.
 */
public final class DerReader {
  private static final int MAX_LENGTH_BYTES = 4;

  private final byte[] bytes;
  private final int end;
  private int position;

  private DerReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** A reader of the elements in these bytes, which must not change meanwhile. */
  public static DerReader of(byte[] bytes) {
    return new DerReader(bytes, 0, bytes.length);
  }

  /** A reader of the elements from an offset on. */
  static DerReader of(byte[] bytes, int offset) {
    return new DerReader(bytes, Objects.checkIndex(offset, bytes.length), bytes.length);
  }

  /** Whether there is another element. */
  public boolean hasMore() {
    return position < end;
  }

  /** Whether another element is there and has this tag. */
  public boolean nextIs(int tag) {
    return position < end && (bytes[position] & 0xff) == tag;
  }

  /** The next element's tag. */
  public int nextTag() throws MalformedX509Exception {
    if (position >= end) {
      throw new MalformedX509Exception("a DER value ends where another element was expected");
    }
    return bytes[position] & 0xff;
  }

  /** Where the cursor is, as an offset into the bytes. */
  public int position() {
    return position;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Refuses what follows the last element that was expected. */
  public void requireEnd() throws MalformedX509Exception {
    if (position < end) {
      throw new MalformedX509Exception("a DER value has more elements than its type allows");
    }
  }

  /** Enters the next element, which must have this tag: a reader of its content. */
  public DerReader enter(int tag) throws MalformedX509Exception {
    int contentEnd = open(tag);
    DerReader content = new DerReader(bytes, position, contentEnd);
    position = contentEnd;
    return content;
  }

  /** Enters a SEQUENCE. */
  public DerReader sequence() throws MalformedX509Exception {
    return enter(DerTag.SEQUENCE);
  }

  /** The next element whole, header included; any tag of the low form. */
  public byte[] element() throws MalformedX509Exception {
    int start = position;
    skip();
    return Arrays.copyOfRange(bytes, start, position);
  }

  /** Passes over the next element. */
  public void skip() throws MalformedX509Exception {
    position = open(nextTag());
  }

  /** The content of the next element, which must have this tag. */
  public byte[] content(int tag) throws MalformedX509Exception {
    int contentEnd = open(tag);
    byte[] content = Arrays.copyOfRange(bytes, position, contentEnd);
    position = contentEnd;
    return content;
  }

  /** A BOOLEAN. */
  public boolean bool() throws MalformedX509Exception {
    return bool(DerTag.BOOLEAN);
  }

  /** A BOOLEAN under an implicit tag. */
  public boolean bool(int tag) throws MalformedX509Exception {
    byte[] content = content(tag);
    if (content.length != 1 || (content[0] != 0 && content[0] != (byte) 0xff)) {
      throw new MalformedX509Exception("a BOOLEAN is neither 00 nor FF");
    }
    return content[0] != 0;
  }

  /** An INTEGER of any size. */
  public BigInteger integer() throws MalformedX509Exception {
    return new BigInteger(integerContent(DerTag.INTEGER));
  }

  /** The content of an INTEGER under that tag: two's complement, shortest form. */
  public byte[] integerContent(int tag) throws MalformedX509Exception {
    byte[] content = content(tag);
    if (content.length == 0) {
      throw new MalformedX509Exception("an INTEGER is empty");
    }
    boolean padded =
        content.length > 1
            && ((content[0] == 0 && content[1] >= 0) || (content[0] == -1 && content[1] < 0));
    if (padded) {
      throw new MalformedX509Exception("an INTEGER is not in its shortest form");
    }
    return content;
  }

  /** An INTEGER from 0 to 2^31 - 1, under that tag. */
  public int count(int tag) throws MalformedX509Exception {
    BigInteger value = new BigInteger(integerContent(tag));
    if (value.signum() < 0 || value.bitLength() > 31) {
      throw new MalformedX509Exception("a count is negative or above 2^31 - 1");
    }
    return value.intValue();
  }

  /** An OBJECT IDENTIFIER in dotted form. */
  public String oid() throws MalformedX509Exception {
    return oid(DerTag.OID);
  }

  /** An OBJECT IDENTIFIER under an implicit tag. */
  public String oid(int tag) throws MalformedX509Exception {
    return Oids.decode(content(tag));
  }

  /** An OCTET STRING. */
  public byte[] octetString() throws MalformedX509Exception {
    return content(DerTag.OCTET_STRING);
  }

  /** A BIT STRING that is a whole number of bytes, as keys and signatures are. */
  public byte[] wholeBytes() throws MalformedX509Exception {
    byte[] content = content(DerTag.BIT_STRING);
    if (content.length == 0 || content[0] != 0) {
      throw new MalformedX509Exception("a BIT STRING is not a whole number of bytes");
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /** A BIT STRING of named bits under that tag: bit 0 of the value is named bit 0. */
  public int namedBits(int tag) throws MalformedX509Exception {
    byte[] content = content(tag);
    int unused = content.length == 0 ? 8 : content[0];
    if (unused < 0 || unused > 7 || content.length > 4 || (content.length == 1 && unused != 0)) {
      throw new MalformedX509Exception("a BIT STRING of flags is not well formed");
    }
    int bits = 0;
    for (int i = 1; i < content.length; i++) {
      bits |= (Integer.reverse(content[i] & 0xff) >>> 24) << (8 * (i - 1));
    }
    boolean strayBits =
        content.length > 1 && (content[content.length - 1] & (1 << unused) - 1) != 0;
    if (strayBits) {
      throw new MalformedX509Exception("a BIT STRING has bits beyond its length");
    }
    return bits;
  }

  /** A Time of RFC 5280 section 4.1.2.5, in whole seconds. */
  public Instant time() throws MalformedX509Exception {
    int tag = nextTag();
    return DerTime.read(tag, content(tag));
  }

  /** A GeneralizedTime of RFC 5280 section 4.1.2.5.2. */
  public Instant generalizedTime() throws MalformedX509Exception {
    return DerTime.read(DerTag.GENERALIZED_TIME, content(DerTag.GENERALIZED_TIME));
  }

  /** Moves into the next element's content; returns where that ends. */
  private int open(int tag) throws MalformedX509Exception {
    int actual = nextTag();
    if (actual != tag || (tag & 0x1f) == 0x1f) {
      throw new MalformedX509Exception(
          "a DER value has an element of tag 0x%02x where 0x%02x was expected"
              .formatted(actual, tag));
    }
    position++;
    int length = length();
    if (length > end - position) {
      throw new MalformedX509Exception("a DER element says it is longer than what contains it");
    }
    return position + length;
  }

  private int length() throws MalformedX509Exception {
    if (position >= end) {
      throw new MalformedX509Exception("a DER value ends before an element's length");
    }
    int first = bytes[position++] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int lengthBytes = first & 0x7f;
    if (lengthBytes == 0 || lengthBytes > MAX_LENGTH_BYTES || lengthBytes > end - position) {
      throw new MalformedX509Exception("a DER length is indefinite, too long or cut short");
    }
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | (bytes[position++] & 0xff);
    }
    boolean shortest = length >= 0x80 && length >>> (8 * (lengthBytes - 1)) != 0;
    if (!shortest || length > Integer.MAX_VALUE) {
      throw new MalformedX509Exception("a DER length is not in its shortest form");
    }
    return (int) length;
  }
}
