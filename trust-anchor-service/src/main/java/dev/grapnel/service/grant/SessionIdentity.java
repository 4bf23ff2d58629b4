package dev.grapnel.service.grant;

import dev.grapnel.service.mapping.CertificateAttributes;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Who a session is (docs/decisions/identity-strings.md).
 *
 * @param sessionName the name asked for, else the certificate's serial in lower-case hex
 * @param sourceIdentity the subject's common name
 * @param attributes the mapped certificate fields as they are, legal as tags or not
 */
record SessionIdentity(
    String sessionName, String sourceIdentity, SortedMap<String, String> attributes) {
  static Verdict<SessionIdentity> of(Candidate candidate) {
    var leaf = candidate.chain().leaf();
    String sessionName =
        candidate.request().roleSessionName().orElse(candidate.chain().serialHex());
    return sourceIdentity(CertificateAttributes.commonName(leaf))
        .then(
            sourceIdentity ->
                CertificateAttributes.of(leaf, candidate.profile().attributeMappings())
                    .then(
                        attributes ->
                            Verdict.pass(
                                new SessionIdentity(sessionName, sourceIdentity, attributes))));
  }

  private static Verdict<String> sourceIdentity(Optional<String> commonName) {
    if (commonName.isPresent() && SessionText.isName(commonName.get())) {
      return Verdict.pass(commonName.get());
    }
    String found =
        commonName
            .map(name -> "is not (it has " + name.length() + " characters)")
            .orElse("has none");
    return Verdict.refuse(
        new Denial.NotAllowed(
            "The certificate's subject must have a common name of 2 to 64 characters out of"
                + " letters, digits and _+=,.@- as the session's source identity; this one "
                + found
                + ". Have it issued again with one",
            "subject common name cannot be a source identity: " + commonName.orElse("none")));
  }
}
