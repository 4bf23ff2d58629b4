package dev.grapnel.service.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name of a certificate, read once as name constraints look at it, however many constraints there
 * are.
 *
 * @param host of a DNS name or a URI, if it has one that constraints can be applied to
 * @param mailbox of an e-mail address, if it is one
 */
public record ConstrainedName(
    GeneralName name, Optional<HostName> host, Optional<Mailbox> mailbox) {
  private static final int RELATIVE_NAMES_A_UNIT = 8;

  /** Reads a name. */
  public static ConstrainedName of(GeneralName name) {
    return switch (name) {
      case GeneralName.Dns(String text) ->
          new ConstrainedName(name, HostName.parse(text), Optional.empty());
      case GeneralName.Uri(String text) ->
          new ConstrainedName(name, UriHost.of(text), Optional.empty());
      case GeneralName.Email(String text) ->
          new ConstrainedName(name, Optional.empty(), Mailbox.parse(text));
      case GeneralName.Directory _, GeneralName.Ip _, GeneralName.Other _ ->
          new ConstrainedName(name, Optional.empty(), Optional.empty());
    };
  }

  /** The subject, the e-mail addresses in it, and the alternative names. */
  static List<ConstrainedName> all(DistinguishedName subject, List<GeneralName> alternatives) {
    List<ConstrainedName> names = new ArrayList<>();
    if (!subject.isEmpty()) {
      names.add(of(new GeneralName.Directory(subject)));
    }
    for (String mailbox : subject.values(Oids.EMAIL_ADDRESS)) {
      names.add(of(new GeneralName.Email(mailbox)));
    }
    alternatives.forEach(name -> names.add(of(name)));
    return List.copyOf(names);
  }

  /** What comparing it with one constraint costs, in units of a short name. */
  public int weight() {
    return name instanceof GeneralName.Directory(DistinguishedName directory)
        ? 1 + directory.length() / RELATIVE_NAMES_A_UNIT
        : 1;
  }
}
