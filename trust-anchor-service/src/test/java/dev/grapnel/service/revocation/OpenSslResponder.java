package dev.grapnel.service.revocation;

import dev.grapnel.testing.TestIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code openssl ocsp} as a responder on loopback, with an index of certificates. */
final class OpenSslResponder implements AutoCloseable {
  private static final Pattern ACCEPT = Pattern.compile("ACCEPT .*:(\\d+) PID.*");

  private final Process process;
  private final int port;

  private OpenSslResponder(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether there is an openssl with this command. */
  static boolean isAvailable() {
    try {
      Process version = new ProcessBuilder("openssl", "version").redirectErrorStream(true).start();
      version.getInputStream().readAllBytes();
      return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts a responder of that CA.
   *
   * @param signer who signs the responses: the CA, or somebody whom it appointed
   */
  static OpenSslResponder start(
      Path folder, TestIdentity ca, TestIdentity signer, List<String> index) throws IOException {
    Path caFile = Files.writeString(folder.resolve("ca.pem"), ca.pem());
    Path signerFile = Files.writeString(folder.resolve("signer.pem"), signer.pem());
    Path keyFile = Files.writeString(folder.resolve("signer.key"), signer.keyPkcs8Pem());
    Path indexFile = Files.write(folder.resolve("index.txt"), index);
    Process process =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "ocsp",
                    "-port",
                    "0",
                    "-nmin",
                    "10",
                    "-index",
                    indexFile.toString(),
                    "-CA",
                    caFile.toString(),
                    "-rsigner",
                    signerFile.toString(),
                    "-rkey",
                    keyFile.toString()))
            .redirectErrorStream(true)
            .start();
    return new OpenSslResponder(process, port(process));
  }

  /** A line of the index for a certificate that is good. */
  static String good(TestIdentity identity) {
    return "V\t491231235959Z\t\t%s\tunknown\t/CN=x".formatted(hex(identity));
  }

  /** A line of the index for a certificate that was revoked. */
  static String revoked(TestIdentity identity) {
    return "R\t491231235959Z\t260101000000Z\t%s\tunknown\t/CN=x".formatted(hex(identity));
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  private static String hex(TestIdentity identity) {
    String hex = identity.serial().toString(16).toUpperCase(Locale.ROOT);
    return hex.length() % 2 == 0 ? hex : "0" + hex;
  }

  private static int port(Process process) throws IOException {
    List<String> said = new ArrayList<>();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      Matcher matcher = ACCEPT.matcher(line);
      if (matcher.matches()) {
        Thread.ofVirtual().start(() -> drain(out));
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("openssl ocsp did not start: " + said);
  }

  private static void drain(BufferedReader out) {
    try {
      String line = out.readLine();
      while (line != null) {
        line = out.readLine();
      }
    } catch (IOException _) {
      // The process has ended.
    }
  }

  void stop() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    stop();
  }
}
