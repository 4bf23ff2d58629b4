package dev.grapnel.packaging;

import dev.grapnel.packaging.payload.PackageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the packages say about themselves, and the scripts kept in {@code src/main/scripts}. */
record PackageTexts(Path repository, String version, Instant modified) {

  PackageFacts facts(String command) throws IOException {
    return switch (command) {
      case "grapnel-agent" ->
          facts(
              command,
              "short-lived credentials for a workload that has a certificate",
              """
              The agent proves that it holds the private key of an X.509 certificate and
              gets temporary credentials for it, from AWS IAM Roles Anywhere or from a
              trust-anchor-service. It caches them, refreshes them before they expire, and
              hands them out in each way that the AWS SDKs read.

              It brings its own Java.\
              """);
      case "trust-anchor-service" ->
          facts(
              command,
              "self-hosted counterpart of AWS IAM Roles Anywhere and STS",
              """
              The service registers certificate authorities as trust anchors, verifies who
              holds which certificate, decides by trust policy, and issues temporary
              credentials to workloads. The AWS CLI, the AWS SDKs and the AWS credential
              helper work against it unchanged.

              It brings its own Java and an embedded store; PostgreSQL serves a fleet.\
              """);
      default -> throw new IllegalArgumentException(command);
    };
  }

  private PackageFacts facts(String command, String summary, String description)
      throws IOException {
    PackageFacts.Scripts scripts =
        new PackageFacts.Scripts(
            script(command, "deb-postinst.sh"),
            script(command, "deb-prerm.sh"),
            script(command, "deb-postrm.sh"),
            script(command, "rpm-post.sh"),
            script(command, "rpm-preun.sh"),
            script(command, "rpm-postun.sh"));
    return new PackageFacts(
        command,
        version,
        summary,
        description,
        "net",
        List.of("libc6 (>= 2.28)", "adduser"),
        List.of("glibc", "shadow-utils"),
        scripts,
        modified);
  }

  private String script(String command, String name) throws IOException {
    return Files.readString(
        repository.resolve("packaging/src/main/scripts").resolve(command).resolve(name));
  }
}
