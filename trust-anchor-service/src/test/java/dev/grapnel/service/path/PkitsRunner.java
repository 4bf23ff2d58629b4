package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.revocation.Coverage;
import dev.grapnel.service.revocation.CrlCheck;
import dev.grapnel.service.revocation.CrlSet;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.revocation.StaleRule;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts rows of PKITS to the validator: any certificate of the row may be in the path. */
final class PkitsRunner {
  private final Map<String, byte[]> files = new HashMap<>();
  private final SignatureRules signatures;
  private final boolean askRevocation;
  private final PathLimits limits;

  PkitsRunner(Map<String, byte[]> files, SignatureRules signatures, boolean askRevocation) {
    this(files, signatures, askRevocation, PathLimits.DEFAULT);
  }

  PkitsRunner(
      Map<String, byte[]> files,
      SignatureRules signatures,
      boolean askRevocation,
      PathLimits limits) {
    files.forEach((path, content) -> this.files.put(afterLastSlash(path), content));
    this.signatures = signatures;
    this.askRevocation = askRevocation;
    this.limits = limits;
  }

  /** What came of a row, and under which policies it is valid. */
  record Result(CaseResult verdict, Optional<PathOutcome.Accepted> accepted) {}

  Result run(PkitsRow row) {
    List<String> unreadable = new ArrayList<>();
    List<String> names = row.certificates();
    List<ParsedCertificate> anchor = certificates(names.subList(0, 1), unreadable);
    List<ParsedCertificate> others = certificates(names.subList(1, names.size() - 1), unreadable);
    List<ParsedCertificate> leaf =
        certificates(names.subList(names.size() - 1, names.size()), unreadable);
    if (anchor.isEmpty() || leaf.isEmpty()) {
      return new Result(CaseResult.malformed(String.join("; ", unreadable)), Optional.empty());
    }
    PathOutcome outcome =
        PathValidator.validate(
            new PathQuery(
                leaf.getFirst(),
                others,
                AnchorSet.of(anchor),
                row.time(),
                Optional.empty(),
                row.policies(),
                limits,
                signatures,
                CertificateProfile.RFC_5280,
                revocation(row, unreadable)));
    return new Result(
        CaseResult.of(outcome, String.join("; ", unreadable)),
        outcome instanceof PathOutcome.Accepted accepted
            ? Optional.of(accepted)
            : Optional.empty());
  }

  private RevocationCheck revocation(PkitsRow row, List<String> unreadable) {
    if (!askRevocation) {
      return RevocationCheck.NONE;
    }
    List<RevocationList> lists = new ArrayList<>();
    for (String name : row.crls()) {
      try {
        lists.add(RevocationList.parse(file(name + ".crl")));
      } catch (MalformedX509Exception e) {
        unreadable.add(name + ": " + e.getMessage());
      }
    }
    return new CrlCheck(CrlSet.of(lists), Coverage.EVERYWHERE, StaleRule.REFUSE);
  }

  private List<ParsedCertificate> certificates(List<String> names, List<String> unreadable) {
    List<ParsedCertificate> all = new ArrayList<>();
    for (String name : names) {
      try {
        all.add(ParsedCertificate.parse(DerCertificate.of(file(name + ".crt"))));
      } catch (MalformedCertificateException | MalformedX509Exception e) {
        unreadable.add(name + ": " + e.getMessage());
      }
    }
    return all;
  }

  private byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalStateException(name + " is not in the archive");
    }
    return content;
  }

  private static String afterLastSlash(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
