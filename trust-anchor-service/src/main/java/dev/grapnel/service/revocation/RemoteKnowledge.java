package dev.grapnel.service.revocation;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.x509.ParsedCertificate;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What servers told, and whom may be asked. Thread-safe. */
record RemoteKnowledge(
    RevocationSettings settings,
    AllowedHosts hosts,
    RemoteLists lists,
    RemoteOcsp responders,
    LongSupplier nanoTime) {

  /** What one request has. */
  Patience patience() {
    return new Patience(settings.fetch().maxWait(), nanoTime);
  }

  Optional<URI> allowed(String url) {
    return hosts.allowed(url);
  }

  boolean ocspFor(Arn trustAnchor) {
    return settings.ocspFor().contains(trustAnchor);
  }

  /** What the first of a certificate's responders that has answered said. */
  Optional<OcspResponse.Single> ocsp(
      List<String> urls,
      ParsedCertificate certificate,
      ParsedCertificate issuer,
      Patience patience) {
    for (String text : urls) {
      Optional<OcspResponse.Single> answer =
          allowed(text)
              .flatMap(
                  url ->
                      responders.ask(new RemoteOcsp.Question(url, certificate, issuer), patience));
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  String whyNoList(List<String> urls) {
    return urls.stream().anyMatch(url -> allowed(url).isPresent())
        ? "its CRL has not been fetched yet; try again in a moment"
        : "its CRL is at a host that is not on the list of allowed hosts";
  }

  String whyNoAnswer(List<String> urls) {
    return urls.stream().anyMatch(url -> allowed(url).isPresent())
        ? "its OCSP responder has not answered yet; try again in a moment"
        : "its OCSP responder is a host that is not on the list of allowed hosts";
  }
}
