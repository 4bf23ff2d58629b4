package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grapnel.service.crypto.VerificationProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every end entity of PKITS whose file's name says whether it is valid, with all of PKITS'
 * certificates and CRLs at hand at once: what belongs to other tests must not change a verdict.
 */
final class PkitsFilesTest {
  private static final PathLimits WIDE =
      new PathLimits(10, 20, 1_000, 100_000, 1_000_000, 1_000 * PathLimits.P256_COST);

  @Test
  void everyEndEntity_isAsItsNameSays() throws IOException {
    Map<String, byte[]> files = PkitsRow.untar(Corpus.file("pkits.corpus", "pkits.tar.gz"));
    PkitsRunner runner =
        new PkitsRunner(
            files, new DsaAdmitted(new KeySignatures(VerificationProvider.fastest())), true, WIDE);
    List<String> issuers =
        names(files, "certs/", ".crt")
            .filter(n -> !n.endsWith("EE") && !n.equals("TrustAnchorRootCertificate"))
            .toList();
    List<String> crls = names(files, "crls/", ".crl").toList();
    List<String> wrong = new ArrayList<>();
    names(files, "certs/", ".crt")
        .filter(n -> n.endsWith("EE") && (n.startsWith("Valid") || n.startsWith("Invalid")))
        .forEach(
            name -> {
              CaseResult result = runner.run(row(name, issuers, crls)).verdict();
              if (result.accepted() != name.startsWith("Valid")) {
                wrong.add(name + ": " + result.why());
              }
            });
    assertEquals(List.of(), wrong);
  }

  private static PkitsRow row(String name, List<String> issuers, List<String> crls) {
    List<String> certificates = new ArrayList<>();
    certificates.add("TrustAnchorRootCertificate");
    certificates.addAll(issuers);
    certificates.add(name);
    return new PkitsRow(
        "0",
        name,
        certificates,
        crls,
        name.startsWith("Valid"),
        PolicyInputs.ANY,
        Set.of(),
        Instant.parse("2011-04-15T00:00:00Z"));
  }

  private static Stream<String> names(Map<String, byte[]> files, String folder, String ending) {
    return files.keySet().stream()
        .filter(path -> path.contains(folder) && path.endsWith(ending))
        .map(path -> path.substring(path.lastIndexOf('/') + 1, path.length() - ending.length()))
        .sorted();
  }
}
