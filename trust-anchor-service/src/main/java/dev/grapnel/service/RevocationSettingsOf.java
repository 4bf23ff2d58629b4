package dev.grapnel.service;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.config.RevocationConfig;
import dev.grapnel.service.revocation.FetchSettings;
import dev.grapnel.service.revocation.RevocationSettings;
import dev.grapnel.service.revocation.RevocationSettings.ConfiguredCrl;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The settings of {@code revocation} as that package takes them. */
final class RevocationSettingsOf {
  private RevocationSettingsOf() {}

  /** Throws naming the setting whose value cannot be taken. */
  static RevocationSettings config(RevocationConfig config) throws IOException {
    FetchSettings defaults = FetchSettings.DEFAULT;
    return new RevocationSettings(
        new HashSet<>(config.allowedHosts()),
        arns("revocation.ocsp_for", config.ocspFor()),
        arns("revocation.accept_stale_for", config.acceptStaleFor()),
        crls(config.crls()),
        new FetchSettings(
            config.connectTime(),
            config.totalTime(),
            config.refreshInterval(),
            defaults.retryLeast(),
            defaults.retryMost(),
            defaults.maxCrlBytes(),
            defaults.maxOcspBytes(),
            config.maxWait()));
  }

  private static Set<Arn> arns(String setting, List<String> texts) throws IOException {
    Set<Arn> arns = new HashSet<>();
    for (String text : texts) {
      arns.add(arn(setting, text));
    }
    return arns;
  }

  private static List<ConfiguredCrl> crls(List<String> texts) throws IOException {
    String setting = "revocation.crls";
    List<ConfiguredCrl> crls = new ArrayList<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IOException(setting + ": expected ARN=FILE or ARN=URL, found " + text);
      }
      String location = text.substring(equals + 1);
      if (location.startsWith("http:") || location.startsWith("https:")) {
        requireUrl(setting, location);
      }
      crls.add(new ConfiguredCrl(arn(setting, text.substring(0, equals)), location));
    }
    return crls;
  }

  private static void requireUrl(String setting, String location) throws IOException {
    try {
      if (URI.create(location).getHost() == null) {
        throw new IOException(setting + ": there is no host in " + location);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(setting + ": not a URL: " + location, e);
    }
  }

  private static Arn arn(String setting, String text) throws IOException {
    try {
      return Arn.parse(text);
    } catch (InvalidArnException e) {
      throw new IOException(setting + ": " + e.getMessage() + ", found " + text, e);
    }
  }
}
