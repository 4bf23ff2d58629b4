package dev.grapnel.service.revocation;

import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.path.WorkBudget;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.x509.DistributionPoint;
import dev.grapnel.service.x509.GeneralName;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that is known of revocation under one anchor: imported and configured CRLs, and, where
 * they are asked for, CRLs from distribution points and OCSP. A certificate is refused if any of
 * them says that it is revoked, and if one that should know does not, unless the operator accepts
 * that. Immutable, but for what it asks of others.
 */
final class AnchorRevocation implements RevocationCheck {
  private final TrustAnchor anchor;
  private final List<RevocationList> lists;
  private final Optional<String> unreadable;
  private final RemoteKnowledge remote;
  private final StaleRule stale;

  /**
   * @param unreadable what should be among the lists and is not
   */
  AnchorRevocation(
      TrustAnchor anchor,
      List<RevocationList> lists,
      Optional<String> unreadable,
      RemoteKnowledge remote,
      StaleRule stale) {
    this.anchor = anchor;
    this.lists = List.copyOf(lists);
    this.unreadable = unreadable;
    this.remote = remote;
    this.stale = stale;
  }

  @Override
  public Finding check(CertificatePath path, PathQuery query, WorkBudget budget) {
    Findings findings = new Findings();
    unreadable.ifPresent(why -> findings.missing(path.leaf(), why));
    List<RevocationList> all = new ArrayList<>(lists);
    Patience patience = remote.patience();
    if (anchor.crlDpRevocationEnabled()) {
      addRemoteLists(path, query, all, findings, patience);
    }
    Finding byLists =
        new CrlCheck(CrlSet.of(all), Coverage.WHERE_KNOWN, stale).check(path, query, budget);
    if (byLists instanceof Objection objection) {
      return objection;
    }
    findings.add((Clear) byLists);
    if (remote.ocspFor(anchor.arn())) {
      addOcsp(path, query, findings, patience);
    }
    return findings.conclude();
  }

  private void addRemoteLists(
      CertificatePath path,
      PathQuery query,
      List<RevocationList> all,
      Findings findings,
      Patience patience) {
    for (int i = 0; i < path.certificates().size(); i++) {
      ParsedCertificate certificate = path.certificates().get(i);
      List<ParsedCertificate> signers =
          Stream.concat(path.issuersOf(i).stream(), query.candidates().stream()).toList();
      for (DistributionPoint point : certificate.distributionPoints()) {
        List<String> urls = urls(point);
        if (!urls.isEmpty()) {
          Optional<RevocationList> list = ask(urls, signers, patience);
          list.ifPresent(all::add);
          doubt(certificate, point, urls, list)
              .ifPresent(why -> findings.missing(certificate, why));
        }
      }
      for (DistributionPoint point : certificate.freshestCrl()) {
        ask(urls(point), signers, patience).ifPresent(all::add);
      }
    }
  }

  /** Why what is at a distribution point tells nothing of the certificate. */
  private Optional<String> doubt(
      ParsedCertificate certificate,
      DistributionPoint point,
      List<String> urls,
      Optional<RevocationList> list) {
    if (list.isEmpty()) {
      return Optional.of(remote.whyNoList(urls));
    }
    CrlMatch match = new CrlMatch(certificate);
    boolean speaks =
        match.issuers(point).contains(list.get().issuer())
            && match.speaks(list.get(), point, false);
    return speaks
        ? Optional.empty()
        : Optional.of("the CRL at its distribution point does not speak of it: " + list.get());
  }

  private Optional<RevocationList> ask(
      List<String> urls, List<ParsedCertificate> signers, Patience patience) {
    for (String text : urls) {
      Optional<RevocationList> list =
          remote
              .allowed(text)
              .flatMap(
                  url ->
                      remote
                          .lists()
                          .ask(new RemoteLists.Source(url, true), () -> signers, patience));
      if (list.isPresent()) {
        return list;
      }
    }
    return Optional.empty();
  }

  private static List<String> urls(DistributionPoint point) {
    List<String> urls = new ArrayList<>();
    if (point.name().orElse(null) instanceof DistributionPoint.PointName.Full full) {
      for (GeneralName name : full.names()) {
        if (name instanceof GeneralName.Uri(String uri)) {
          urls.add(uri);
        }
      }
    }
    return urls;
  }

  private void addOcsp(
      CertificatePath path, PathQuery query, Findings findings, Patience patience) {
    for (int i = 0; i < path.certificates().size(); i++) {
      ParsedCertificate certificate = path.certificates().get(i);
      List<String> responders = certificate.ocspResponders();
      if (!responders.isEmpty()) {
        ParsedCertificate issuer = path.issuersOf(i).getFirst();
        Optional<OcspResponse.Single> answer =
            remote.ocsp(responders, certificate, issuer, patience);
        if (answer.isEmpty()) {
          findings.missing(certificate, remote.whyNoAnswer(responders));
        } else {
          findings.add(certificate, answer.get(), query.time());
        }
      }
    }
  }

  /** What was found so far. */
  private final class Findings {
    private final List<String> warnings = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();
    private Optional<Objection> objection = Optional.empty();

    void add(Clear clear) {
      warnings.addAll(clear.warnings());
      clear.validUntil().ifPresent(ends::add);
    }

    void missing(ParsedCertificate certificate, String why) {
      switch (stale) {
        case REFUSE -> object(PathRule.REVOCATION_UNKNOWN, certificate, why);
        case ACCEPT_WITH_WARNING -> warnings.add(certificate + ": " + why);
      }
    }

    void add(ParsedCertificate certificate, OcspResponse.Single answer, Instant now) {
      switch (answer.status()) {
        case REVOKED ->
            objection =
                Optional.of(
                    objection(
                        PathRule.REVOKED,
                        certificate,
                        "it was revoked at %s, says its OCSP responder"
                            .formatted(answer.revokedAt().orElse(answer.thisUpdate()))));
        case UNKNOWN ->
            object(PathRule.REVOCATION_UNKNOWN, certificate, "its OCSP responder does not know it");
        case GOOD -> {
          Optional<String> untimely = OcspVerifier.untimely(answer, now);
          untimely.ifPresent(
              why -> missing(certificate, "the answer of its OCSP responder is stale: " + why));
          if (untimely.isEmpty()) {
            ends.add(OcspVerifier.end(answer));
          }
        }
      }
    }

    Finding conclude() {
      if (objection.isPresent()) {
        return objection.get();
      }
      return new Clear(ends.stream().min(Instant::compareTo), warnings);
    }

    /** Of several doubts the first is told; that something is revoked is told before all. */
    private void object(PathRule rule, ParsedCertificate certificate, String detail) {
      if (objection.isEmpty()) {
        objection = Optional.of(objection(rule, certificate, detail));
      }
    }

    private static Objection objection(
        PathRule rule, ParsedCertificate certificate, String detail) {
      return new Objection(new Violation(rule, certificate, detail));
    }
  }
}
