package dev.grapnel.service.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** An identity from the operator's files, read again when they change. */
public final class OperatorIdentity implements IdentitySource {
  private final Path certificateFile;
  private final Path keyFile;
  private String seen = "";

  public OperatorIdentity(Path certificateFile, Path keyFile) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
  }

  @Override
  public ServerIdentity identity() throws IOException {
    String before = state();
    List<X509Certificate> chain = IdentityFiles.certificates(certificateFile);
    PrivateKey key = IdentityFiles.key(keyFile);
    IdentityFiles.requireMatch(chain.getFirst(), key, certificateFile, keyFile);
    seen = before; // only now: what cannot be used is tried again
    return new ServerIdentity(key, chain);
  }

  @Override
  public boolean isDue(Instant now) {
    return !state().equals(seen);
  }

  /** What changes when a file is written, or a link to it turned elsewhere. */
  private String state() {
    return stateOf(certificateFile) + " " + stateOf(keyFile);
  }

  private static String stateOf(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.fileKey() + "/" + is.lastModifiedTime() + "/" + is.size();
    } catch (IOException _) {
      return "unreadable";
    }
  }
}
