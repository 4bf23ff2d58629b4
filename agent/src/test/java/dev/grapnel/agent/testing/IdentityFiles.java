package dev.grapnel.agent.testing;

import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A certificate and its key in PEM files, and the command line that uses them. */
public record IdentityFiles(Path certificate, Path key) {
  public static final String ANCHOR =
      "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/2f0e1f5e";
  public static final String PROFILE =
      "arn:aws:rolesanywhere:us-east-1:123456789012:profile/7b1c2d3e";
  public static final String ROLE = "arn:aws:iam::123456789012:role/demo";

  /** In two files of the folder; the key in PKCS#8. */
  public static IdentityFiles write(Path folder, TestIdentity identity) throws IOException {
    IdentityFiles files =
        new IdentityFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    Files.writeString(files.certificate, identity.pem());
    Files.writeString(files.key, identity.keyPkcs8Pem());
    // As if they had lain there for a while: a test's clock may stand a little before now.
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(files.certificate, old);
    Files.setLastModifiedTime(files.key, old);
    return files;
  }

  /** A whole {@code credential-process} command line, with more at its end. */
  public List<String> commandLine(RecordingService service, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "credential-process",
                "--certificate",
                certificate.toString(),
                "--private-key",
                key.toString(),
                "--trust-anchor-arn",
                ANCHOR,
                "--profile-arn",
                PROFILE,
                "--role-arn",
                ROLE,
                "--endpoint",
                service.endpoint().toString()));
    line.addAll(List.of(more));
    return line;
  }
}
