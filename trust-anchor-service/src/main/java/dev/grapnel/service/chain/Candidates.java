package dev.grapnel.service.chain;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates that were sent beside the leaf. What cannot be read leads nowhere; the path may
 * do without it, and if there is none, it may be why.
 *
 * @param unreadable what is wrong with those that are not among the readable
 */
record Candidates(List<ParsedCertificate> readable, List<String> unreadable) {
  Candidates {
    readable = List.copyOf(readable);
    unreadable = List.copyOf(unreadable);
  }

  static Candidates read(List<DerCertificate> sent) {
    List<ParsedCertificate> readable = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (DerCertificate der : sent) {
      try {
        readable.add(ParsedCertificate.parse(der));
      } catch (MalformedX509Exception e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    return new Candidates(readable, unreadable);
  }
}
