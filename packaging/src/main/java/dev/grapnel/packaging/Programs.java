package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The two programs, found where the modules' builds left them.
 *
 * @param repository the repository's folder
 */
record Programs(Path repository, String version) {
  /**
   * What the agent and its libraries use of the JDK: PKCS#11 beside what jdeps finds, because
   * providers are found by name.
   */
  private static final List<String> AGENT_MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.naming",
          "java.sql",
          "jdk.crypto.cryptoki",
          "jdk.httpserver",
          "jdk.unsupported");

  /**
   * What the service and its libraries use of the JDK. jdeps also finds java.desktop (for
   * java.beans) and java.security.jgss (for Kerberos to PostgreSQL), which are large and unused
   * here: a test starts the service on this runtime.
   */
  private static final List<String> SERVICE_MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.sql",
          "jdk.jfr",
          "jdk.management",
          "jdk.unsupported");

  Program agent() throws IOException {
    return new Program(
        "agent",
        launcher("grapnel-agent"),
        AGENT_MODULES,
        "dev.grapnel.agent.WorkloadAgent",
        jars("agent"));
  }

  Program service() throws IOException {
    return new Program(
        "service",
        launcher("trust-anchor-service"),
        SERVICE_MODULES,
        "dev.grapnel.service.TrustAnchorService",
        jars("trust-anchor-service"));
  }

  Path launcher(String name) {
    return repository.resolve("packaging/src/main/launcher").resolve(name);
  }

  private List<Path> jars(String module) throws IOException {
    Path target = repository.resolve(module).resolve("target");
    return Program.classPath(
        target.resolve(module + "-" + version + ".jar"), target.resolve("runtime-class-path"));
  }
}
