package dev.grapnel.service;

import dev.grapnel.service.audit.copy.AuditCopies;
import dev.grapnel.service.audit.copy.CopyTimes;
import dev.grapnel.service.config.AuditConfig;
import dev.grapnel.service.tls.TrustedRoots;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The settings {@code audit.copy_...} as that package takes them. */
final class AuditCopiesOf {
  private AuditCopiesOf() {}

  static AuditCopies.Setup config(AuditConfig config) throws IOException {
    Optional<OutputStream> output =
        config.copyStdout()
            ? Optional.of(new FileOutputStream(FileDescriptor.out))
            : Optional.empty();
    return new AuditCopies.Setup(
        config.copySyslog(),
        config.copyOtlp(),
        output,
        config.copyCa().isPresent() ? TrustedRoots.of(config.copyCa().get()) : runtimes(),
        CopyTimes.DEFAULT,
        host(),
        ProcessHandle.current().pid());
  }

  private static SSLContext runtimes() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("the Java runtime's trusted CAs cannot be read: " + e.getMessage(), e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "-"; // a machine without a name of its own
    }
  }
}
