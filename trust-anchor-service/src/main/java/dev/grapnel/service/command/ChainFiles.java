package dev.grapnel.service.command;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.revocation.CrlText;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the files of {@code verify-chain} hold. */
record ChainFiles(
    ParsedCertificate leaf,
    List<ParsedCertificate> candidates,
    AnchorSet anchors,
    List<RevocationList> lists) {
  private static final int SEQUENCE = 0x30;

  static ChainFiles read(
      Path trustAnchor, Path certificate, @Nullable Path intermediates, List<Path> crls)
      throws IOException, MalformedCertificateException, MalformedX509Exception {
    List<ParsedCertificate> own = certificates(certificate);
    List<ParsedCertificate> candidates = new ArrayList<>(own.subList(1, own.size()));
    if (intermediates != null) {
      candidates.addAll(certificates(intermediates));
    }
    List<RevocationList> lists = new ArrayList<>();
    for (Path crl : crls) {
      lists.addAll(lists(crl));
    }
    return new ChainFiles(
        own.getFirst(), candidates, AnchorSet.of(certificates(trustAnchor)), lists);
  }

  private static List<ParsedCertificate> certificates(Path file)
      throws IOException, MalformedCertificateException, MalformedX509Exception {
    byte[] content = content(file, Pem.MAX_BYTES);
    try {
      boolean der = content.length > 0 && content[0] == SEQUENCE;
      List<DerCertificate> encoded =
          der ? List.of(DerCertificate.of(content)) : Pem.certificates(content);
      List<ParsedCertificate> parsed = new ArrayList<>();
      for (DerCertificate certificate : encoded) {
        parsed.add(ParsedCertificate.parse(certificate));
      }
      return parsed;
    } catch (MalformedCertificateException e) {
      throw new MalformedCertificateException(file + ": " + e.getMessage());
    } catch (MalformedX509Exception e) {
      throw new MalformedX509Exception(file + ": " + e.getMessage());
    }
  }

  private static List<RevocationList> lists(Path file) throws IOException, MalformedX509Exception {
    try {
      return CrlText.parse(content(file, CrlText.MAX_BYTES));
    } catch (MalformedX509Exception e) {
      throw new MalformedX509Exception(file + ": " + e.getMessage());
    }
  }

  /** The file's bytes, one more than allowed where there are more. */
  private static byte[] content(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }
}
