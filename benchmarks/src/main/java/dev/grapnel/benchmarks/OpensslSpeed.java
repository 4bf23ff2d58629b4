package dev.grapnel.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one signature verification costs OpenSSL on this machine, now: the yardstick.
 *
 * @param p256Micros CPU microseconds of an ECDSA P-256 verification
 * @param rsa2048Micros CPU microseconds of an RSA-2048 verification
 */
record OpensslSpeed(double p256Micros, double rsa2048Micros) {
  private static final String SECONDS = "3";

  /** Runs {@code openssl speed}, which counts CPU time and uses one core. */
  static OpensslSpeed measure() throws IOException {
    Process process =
        new ProcessBuilder("openssl", "speed", "-seconds", SECONDS, "-mr", "ecdsap256", "rsa2048")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new OpensslSpeed(micros(out, "\\+F4:\\d+:256"), micros(out, "\\+F2:\\d+:2048"));
  }

  /** The machine-readable line ends in signatures and verifications, a second each. */
  private static double micros(String out, String line) throws IOException {
    Matcher matcher = Pattern.compile(line + ":[0-9.]+:([0-9.]+)").matcher(out);
    if (!matcher.find()) {
      throw new IOException("openssl speed printed no " + line + " line:\n" + out);
    }
    return 1_000_000 / Double.parseDouble(matcher.group(1));
  }
}
