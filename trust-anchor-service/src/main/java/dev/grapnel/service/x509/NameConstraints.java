package dev.grapnel.service.x509;

import dev.grapnel.service.x509.Subtree.DirectoryTree;
import dev.grapnel.service.x509.Subtree.DnsTree;
import dev.grapnel.service.x509.Subtree.IpTree;
import dev.grapnel.service.x509.Subtree.MailTree;
import dev.grapnel.service.x509.Subtree.Unsupported;
import dev.grapnel.service.x509.Subtree.UriTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name constraints extension (RFC 5280 section 4.2.1.10). */
public record NameConstraints(List<Subtree> permitted, List<Subtree> excluded) {
  /** The most subtrees of one extension. */
  public static final int MAX_SUBTREES = 1_024;

  private static final int IP_ADDRESS = DerTag.primitive(7);

  public NameConstraints {
    permitted = List.copyOf(permitted);
    excluded = List.copyOf(excluded);
  }

  static NameConstraints read(DerReader value) throws MalformedX509Exception {
    DerReader lists = value.sequence();
    List<Subtree> permitted = list(lists, DerTag.constructed(0));
    List<Subtree> excluded = list(lists, DerTag.constructed(1));
    lists.requireEnd();
    if (permitted.isEmpty() && excluded.isEmpty()) {
      throw new MalformedX509Exception("the name constraints are empty");
    }
    return new NameConstraints(permitted, excluded);
  }

  private static List<Subtree> list(DerReader lists, int tag) throws MalformedX509Exception {
    List<Subtree> subtrees = new ArrayList<>();
    if (lists.nextIs(tag)) {
      DerReader list = lists.enter(tag);
      do {
        if (subtrees.size() == MAX_SUBTREES) {
          throw new MalformedX509Exception(
              "there are more than " + MAX_SUBTREES + " subtrees in one list");
        }
        subtrees.add(subtree(list.sequence()));
      } while (list.hasMore());
    }
    return subtrees;
  }

  private static Subtree subtree(DerReader reader) throws MalformedX509Exception {
    Subtree base = base(reader);
    boolean distances = false;
    if (reader.nextIs(DerTag.primitive(0))) {
      distances = reader.count(DerTag.primitive(0)) != 0;
    }
    if (reader.nextIs(DerTag.primitive(1))) {
      reader.count(DerTag.primitive(1));
      distances = true;
    }
    reader.requireEnd();
    return distances ? new Unsupported(base.form()) : base;
  }

  private static Subtree base(DerReader reader) throws MalformedX509Exception {
    if (reader.nextIs(IP_ADDRESS)) {
      return ip(reader.content(IP_ADDRESS));
    }
    return switch (GeneralName.read(reader)) {
      case GeneralName.Dns(String name) -> dns(name);
      case GeneralName.Email(String mailbox) -> mail(mailbox);
      case GeneralName.Uri(String host) -> new UriTree(hostOrDomain(host, "URI"));
      case GeneralName.Directory(DistinguishedName name) -> new DirectoryTree(name);
      case GeneralName.Ip ip -> new Unsupported(ip.form());
      case GeneralName.Other(NameForm form, String _) -> new Unsupported(form);
    };
  }

  private static Subtree dns(String name) throws MalformedX509Exception {
    Optional<HostName> host = HostName.parsePlain(name);
    if (!name.isEmpty() && host.isEmpty()) {
      throw new MalformedX509Exception(
          "a DNS name constraint is not a host name; write example.com, without a leading period");
    }
    return new DnsTree(host.map(HostName::name).orElse(""));
  }

  private static Subtree mail(String text) throws MalformedX509Exception {
    if (text.indexOf('@') < 0) {
      return new MailTree("", hostOrDomain(text, "e-mail"));
    }
    Mailbox mailbox =
        Mailbox.parse(text)
            .orElseThrow(
                () -> new MalformedX509Exception("an e-mail name constraint is not a mailbox"));
    return new MailTree(mailbox.localPart(), mailbox.host().name());
  }

  private static String hostOrDomain(String text, String form) throws MalformedX509Exception {
    String host = text.startsWith(".") ? text.substring(1) : text;
    if (!text.isEmpty() && HostName.parsePlain(host).isEmpty()) {
      throw new MalformedX509Exception(
          "the host of a name constraint on " + form + "s is not a host name");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static Subtree ip(byte[] content) throws MalformedX509Exception {
    if (content.length != 8 && content.length != 32) {
      throw new MalformedX509Exception(
          "an IP address constraint is not an address and a mask, 8 or 32 bytes");
    }
    int half = content.length / 2;
    List<Integer> address = new ArrayList<>(half);
    List<Integer> mask = new ArrayList<>(half);
    for (int i = 0; i < half; i++) {
      address.add(content[i] & 0xff);
      mask.add(content[half + i] & 0xff);
    }
    requireContiguous(mask);
    return new IpTree(address, mask);
  }

  /** RFC 4632 has prefixes only; a mask with holes means nothing that people agree on. */
  private static void requireContiguous(List<Integer> mask) throws MalformedX509Exception {
    boolean ended = false;
    for (int part : mask) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean set = (part >> bit & 1) == 1;
        if (set && ended) {
          throw new MalformedX509Exception("the mask of an IP address constraint has holes");
        }
        ended |= !set;
      }
    }
  }
}
