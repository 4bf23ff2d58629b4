package dev.grapnel.service.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A name of one of the forms of RFC 5280 section 4.2.1.6. */
public sealed interface GeneralName {
  NameForm form();

  /** rfc822Name. */
  record Email(String mailbox) implements GeneralName {
    @Override
    public NameForm form() {
      return NameForm.EMAIL;
    }

    @Override
    public String toString() {
      return "e-mail address " + PrintableText.of(mailbox);
    }
  }

  /** dNSName, as written. */
  record Dns(String name) implements GeneralName {
    @Override
    public NameForm form() {
      return NameForm.DNS;
    }

    @Override
    public String toString() {
      return "DNS name " + PrintableText.of(name);
    }
  }

  /** directoryName. */
  record Directory(DistinguishedName name) implements GeneralName {
    @Override
    public NameForm form() {
      return NameForm.DIRECTORY;
    }

    @Override
    public String toString() {
      return "directory name " + name;
    }
  }

  /** uniformResourceIdentifier. */
  record Uri(String uri) implements GeneralName {
    @Override
    public NameForm form() {
      return NameForm.URI;
    }

    @Override
    public String toString() {
      return "URI " + PrintableText.of(uri);
    }
  }

  /** iPAddress: 4 or 16 bytes, each 0 to 255. */
  record Ip(List<Integer> address) implements GeneralName {
    public Ip {
      address = List.copyOf(address);
    }

    @Override
    public NameForm form() {
      return NameForm.IP;
    }

    @Override
    public String toString() {
      byte[] bytes = new byte[address.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = address.get(i).byteValue();
      }
      try {
        return "IP address " + InetAddress.getByAddress(bytes).getHostAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Any other form; {@code oid} is an otherName's type, empty for the rest. */
  record Other(NameForm form, String oid) implements GeneralName {
    @Override
    public String toString() {
      return oid.isEmpty() ? form.label() : form.label() + ' ' + oid;
    }
  }

  /** Reads GeneralNames: at least one, at most {@code limit}. */
  static List<GeneralName> readAll(DerReader names, int limit) throws MalformedX509Exception {
    List<GeneralName> all = new ArrayList<>();
    do {
      if (all.size() == limit) {
        throw new MalformedX509Exception("there are more than " + limit + " names in one list");
      }
      all.add(read(names));
    } while (names.hasMore());
    return List.copyOf(all);
  }

  /** Reads the next element, a GeneralName. */
  static GeneralName read(DerReader reader) throws MalformedX509Exception {
    int tag = reader.nextTag();
    return switch (tag) {
      case 0xa0 -> new Other(NameForm.OTHER_NAME, otherName(reader.enter(tag)));
      case 0x81 -> new Email(ia5(reader.content(tag)));
      case 0x82 -> new Dns(ia5(reader.content(tag)));
      case 0xa3 -> unsupported(reader, NameForm.X400_ADDRESS);
      case 0xa4 -> new Directory(explicitName(reader.enter(tag)));
      case 0xa5 -> unsupported(reader, NameForm.EDI_PARTY);
      case 0x86 -> new Uri(ia5(reader.content(tag)));
      case 0x87 -> ip(reader.content(tag));
      case 0x88 -> new Other(NameForm.REGISTERED_ID, reader.oid(tag));
      default -> throw new MalformedX509Exception("a GeneralName has an unknown form");
    };
  }

  private static GeneralName unsupported(DerReader reader, NameForm form)
      throws MalformedX509Exception {
    reader.skip();
    return new Other(form, "");
  }

  private static String otherName(DerReader reader) throws MalformedX509Exception {
    String oid = reader.oid();
    reader.content(DerTag.constructed(0));
    reader.requireEnd();
    return oid;
  }

  /** Name is a CHOICE, so its tag is explicit. */
  private static DistinguishedName explicitName(DerReader reader) throws MalformedX509Exception {
    DistinguishedName name = DistinguishedName.read(reader);
    reader.requireEnd();
    return name;
  }

  private static Ip ip(byte[] content) throws MalformedX509Exception {
    if (content.length != 4 && content.length != 16) {
      throw new MalformedX509Exception("an IP address has neither 4 nor 16 bytes");
    }
    List<Integer> address = new ArrayList<>(content.length);
    for (byte b : content) {
      address.add(b & 0xff);
    }
    return new Ip(address);
  }

  /** IA5String: ASCII, and no NUL, which has ended more names than it should. */
  static String ia5(byte[] content) throws MalformedX509Exception {
    for (byte b : content) {
      if (b <= 0) {
        throw new MalformedX509Exception("an IA5String has a NUL or a byte outside of ASCII");
      }
    }
    return new String(content, StandardCharsets.US_ASCII);
  }
}
