package dev.grapnel.agent.command;

import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.identity.KeyTrial;
import dev.grapnel.agent.problem.ProblemException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** {@code sign-string} and {@code read-certificate-data}: what the AWS helper has to try a key. */
final class KeyDiagnostics {
  static final List<Option> SIGN_OPTIONS =
      with(
          new Option("digest", "DIGEST", "SHA256, SHA384 or SHA512"),
          new Option("format", "FORMAT", "json, text or bin"));
  static final List<Option> READ_OPTIONS = with(new Option("debug", "", "accepted"));

  private KeyDiagnostics() {}

  private static List<Option> with(Option... more) {
    List<Option> options = new java.util.ArrayList<>(KeyOptions.ALL);
    options.addAll(List.of(more));
    return options;
  }

  static void sign(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException {
    String digest = arguments.value("digest").orElse("SHA256").toUpperCase(Locale.ROOT);
    String format = arguments.value("format").orElse("json").toLowerCase(Locale.ROOT);
    if (!List.of("SHA256", "SHA384", "SHA512").contains(digest)) {
      throw new UsageException("--digest takes SHA256, SHA384 or SHA512");
    }
    if (!List.of("json", "text", "bin").contains(format)) {
      throw new UsageException("--format takes json, text or bin");
    }
    KeySource source =
        arguments.isGiven("certificate")
            ? KeyOptions.keySource(arguments, surroundings)
            : KeyOptions.keyAlone(arguments, surroundings);
    byte[] signature = KeyTrial.sign(source, digest);
    String hex = HexFormat.of().formatHex(signature);
    switch (format) {
      case "text" -> surroundings.terminal().out().print(hex);
      case "json" -> surroundings.terminal().out().print('"' + hex + '"');
      default -> surroundings.terminal().out().write(signature, 0, signature.length);
    }
    surroundings.terminal().out().flush();
  }

  static void read(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException {
    if (!arguments.isGiven("certificate")) {
      throw new UsageException(
          "--certificate is missing; this system has no certificate store to select from");
    }
    surroundings
        .terminal()
        .out()
        .print(KeyTrial.certificateData(KeyOptions.keySource(arguments, surroundings)));
    surroundings.terminal().out().flush();
  }
}
