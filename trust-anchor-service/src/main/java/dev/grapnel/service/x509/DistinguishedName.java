package dev.grapnel.service.x509;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An X.501 Name, compared by RFC 5280 section 7.1: relative names in order, the attributes of one
 * relative name in any order, strings without regard to case, encoding and insignificant spaces.
 * Immutable.
 */
public final class DistinguishedName {
  /** The most attributes of one name. */
  public static final int MAX_ATTRIBUTES = 64;

  private static final int DIGEST_BYTES = 16;
  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("2.5.4.3", "CN"),
          Map.entry("2.5.4.4", "SN"),
          Map.entry("2.5.4.5", "SERIALNUMBER"),
          Map.entry("2.5.4.6", "C"),
          Map.entry("2.5.4.7", "L"),
          Map.entry("2.5.4.8", "ST"),
          Map.entry("2.5.4.9", "STREET"),
          Map.entry("2.5.4.10", "O"),
          Map.entry("2.5.4.11", "OU"),
          Map.entry("2.5.4.12", "T"),
          Map.entry("0.9.2342.19200300.100.1.1", "UID"),
          Map.entry("0.9.2342.19200300.100.1.25", "DC"),
          Map.entry(Oids.EMAIL_ADDRESS, "E"));

  private final List<NameAttribute> attributes;
  private final List<List<String>> comparable;
  private final int hash;

  private DistinguishedName(List<NameAttribute> attributes, List<List<String>> comparable) {
    this.attributes = List.copyOf(attributes);
    this.comparable = List.copyOf(comparable);
    this.hash = this.comparable.hashCode();
  }

  /** Reads the next element, a Name. */
  public static DistinguishedName read(DerReader reader) throws MalformedX509Exception {
    DerReader relativeNames = reader.sequence();
    List<NameAttribute> attributes = new ArrayList<>();
    List<List<String>> comparable = new ArrayList<>();
    while (relativeNames.hasMore()) {
      comparable.add(readRelativeName(relativeNames.enter(DerTag.SET), attributes));
    }
    return new DistinguishedName(attributes, comparable);
  }

  /** Reads a Name from its DER. */
  public static DistinguishedName parse(byte[] der) throws MalformedX509Exception {
    DerReader reader = DerReader.of(der);
    DistinguishedName name = read(reader);
    reader.requireEnd();
    return name;
  }

  /** This name with the attributes of one more relative name (RFC 5280 section 4.2.1.13). */
  public DistinguishedName append(byte[] relativeName) throws MalformedX509Exception {
    DerReader reader = DerReader.of(relativeName);
    List<NameAttribute> longer = new ArrayList<>(attributes);
    List<List<String>> longerComparable = new ArrayList<>(comparable);
    longerComparable.add(readRelativeName(reader.enter(reader.nextTag()), longer));
    return new DistinguishedName(longer, longerComparable);
  }

  private static List<String> readRelativeName(DerReader set, List<NameAttribute> attributes)
      throws MalformedX509Exception {
    List<String> comparable = new ArrayList<>(1);
    do {
      if (attributes.size() == MAX_ATTRIBUTES) {
        throw new MalformedX509Exception("a name has more than " + MAX_ATTRIBUTES + " attributes");
      }
      DerReader attribute = set.sequence();
      String oid = attribute.oid();
      AttributeValue value = AttributeValue.read(attribute.element());
      attribute.requireEnd();
      attributes.add(new NameAttribute(oid, value.text()));
      comparable.add(oid + ' ' + value.comparable());
    } while (set.hasMore());
    Collections.sort(comparable);
    return List.copyOf(comparable);
  }

  /** Every attribute, in the order of the certificate. */
  public List<NameAttribute> attributes() {
    return attributes;
  }

  /** The values of one type, in the order of the certificate. */
  public List<String> values(String oid) {
    return attributes.stream().filter(a -> a.oid().equals(oid)).map(NameAttribute::value).toList();
  }

  /** How many relative names it has. */
  public int length() {
    return comparable.size();
  }

  public boolean isEmpty() {
    return comparable.isEmpty();
  }

  /** Whether this name is in the subtree below that one: begins with its relative names. */
  public boolean isWithin(DistinguishedName base) {
    return comparable.size() >= base.comparable.size()
        && comparable.subList(0, base.comparable.size()).equals(base.comparable);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinguishedName that
        && hash == that.hash
        && comparable.equals(that.comparable);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The characters that would look like the end of a value (RFC 4514 section 2.4). */
  private static String escaped(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (",+\"\\<>;=".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * For people, last attribute first as in RFC 4514; control characters and overlong values are
   * replaced, since the text is whatever the certificate says. A text that is cut ends with a hash
   * of the whole name, so that two names never read the same for their beginning alone.
   */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (NameAttribute attribute : attributes.reversed()) {
      parts.add(
          SHORT_NAMES.getOrDefault(attribute.oid(), attribute.oid())
              + '='
              + PrintableText.of(escaped(attribute.value())));
    }
    if (parts.isEmpty()) {
      return "(empty name)";
    }
    String text = PrintableText.cut(String.join(", ", parts));
    return text.contains(PrintableText.ELLIPSIS) ? text + '#' + digest() : text;
  }

  private String digest() {
    StringBuilder whole = new StringBuilder();
    for (NameAttribute attribute : attributes) {
      whole.append(attribute.oid()).append('=').append(escaped(attribute.value())).append(',');
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(whole.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
