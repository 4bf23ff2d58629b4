package dev.grapnel.service.x509;

import java.util.List;

/** A subtree of names that a CA's name constraints permit or exclude (RFC 5280 4.2.1.10). */
public sealed interface Subtree {
  /** How a name lies to a subtree. */
  enum Relation {
    /** The name is in the subtree. */
    INSIDE,
    /** Some of what the name may stand for is in the subtree. */
    PARTLY,
    OUTSIDE,
    /** It cannot be told: the name or the subtree is of a kind that is not understood. */
    UNDECIDABLE
  }

  /** The form of names that it speaks of. */
  NameForm form();

  /** How a name of its form lies to it. */
  Relation relationTo(ConstrainedName name);

  /** The host of that name and all below it; an empty base is all. */
  record DnsTree(String base) implements Subtree {
    @Override
    public NameForm form() {
      return NameForm.DNS;
    }

    @Override
    public Relation relationTo(ConstrainedName name) {
      return name.name().form() == NameForm.DNS
          ? name.host().map(this::relationTo).orElse(Relation.UNDECIDABLE)
          : Relation.UNDECIDABLE;
    }

    private Relation relationTo(HostName host) {
      if (host.isWithin(base)) {
        return Relation.INSIDE;
      }
      return host.touches(base) ? Relation.PARTLY : Relation.OUTSIDE;
    }
  }

  /** Mailboxes: one, all of a host, all of the hosts below a domain (leading period), or all. */
  record MailTree(String localPart, String host) implements Subtree {
    @Override
    public NameForm form() {
      return NameForm.EMAIL;
    }

    @Override
    public Relation relationTo(ConstrainedName name) {
      return name.mailbox().map(this::relationTo).orElse(Relation.UNDECIDABLE);
    }

    /**
     * Local parts match exactly (RFC 5280 section 7.5). Few mail systems tell {@code U} from {@code
     * u}, so what differs in case alone is not permitted for it, and does not escape an exclusion.
     */
    private Relation relationTo(Mailbox mailbox) {
      if (!hostCovers(host, mailbox.host())) {
        return Relation.OUTSIDE;
      }
      if (localPart.isEmpty() || localPart.equals(mailbox.localPart())) {
        return Relation.INSIDE;
      }
      return localPart.equalsIgnoreCase(mailbox.localPart()) ? Relation.PARTLY : Relation.OUTSIDE;
    }
  }

  /** URIs by their host: one, those below a domain (leading period), or all. */
  record UriTree(String host) implements Subtree {
    @Override
    public NameForm form() {
      return NameForm.URI;
    }

    @Override
    public Relation relationTo(ConstrainedName name) {
      return name.name().form() == NameForm.URI
          ? name.host().map(h -> inside(hostCovers(host, h))).orElse(Relation.UNDECIDABLE)
          : Relation.UNDECIDABLE;
    }
  }

  /** Addresses under a mask; both 4 or both 16 bytes. */
  record IpTree(List<Integer> address, List<Integer> mask) implements Subtree {
    public IpTree {
      address = List.copyOf(address);
      mask = List.copyOf(mask);
    }

    @Override
    public NameForm form() {
      return NameForm.IP;
    }

    @Override
    public Relation relationTo(ConstrainedName name) {
      return name.name() instanceof GeneralName.Ip ip
          ? inside(covers(ip.address()))
          : Relation.UNDECIDABLE;
    }

    private boolean covers(List<Integer> other) {
      if (other.size() != address.size()) {
        return false;
      }
      for (int i = 0; i < other.size(); i++) {
        if (((other.get(i) ^ address.get(i)) & mask.get(i)) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Directory names that begin with that one. */
  record DirectoryTree(DistinguishedName base) implements Subtree {
    @Override
    public NameForm form() {
      return NameForm.DIRECTORY;
    }

    @Override
    public Relation relationTo(ConstrainedName name) {
      return name.name() instanceof GeneralName.Directory directory
          ? inside(directory.name().isWithin(base))
          : Relation.UNDECIDABLE;
    }
  }

  /** A subtree that cannot be applied: of another form, or with a minimum or maximum. */
  record Unsupported(NameForm form) implements Subtree {
    @Override
    public Relation relationTo(ConstrainedName name) {
      return Relation.UNDECIDABLE;
    }
  }

  private static Relation inside(boolean inside) {
    return inside ? Relation.INSIDE : Relation.OUTSIDE;
  }

  /** The rule that e-mail and URI constraints share: a leading period means hosts below only. */
  private static boolean hostCovers(String constraint, HostName host) {
    return constraint.isEmpty()
        || (constraint.startsWith(".")
            ? host.isBelow(constraint.substring(1))
            : host.name().equals(constraint));
  }
}
