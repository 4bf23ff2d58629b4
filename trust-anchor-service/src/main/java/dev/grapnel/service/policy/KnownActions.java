package dev.grapnel.service.policy;

import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.Glob;
import dev.grapnel.service.policy.pattern.Symbols;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The actions of the services that this service answers for: {@code iam}, {@code sts} and so on.
 */
final class KnownActions {
  private static final String FILE = "known-actions.txt";
  private static final List<String> FOLDED = read();
  private static final Set<String> SERVICES =
      FOLDED.stream().map(KnownActions::service).collect(Collectors.toUnmodifiableSet());

  private KnownActions() {}

  /** Whether the pattern names a known service and none of its actions. */
  static boolean isUnknown(String pattern) {
    String folded = Fold.key(pattern);
    if (!SERVICES.contains(service(folded))) {
      return false;
    }
    Glob glob = Glob.compile(Symbols.withWildcards(folded));
    return FOLDED.stream().noneMatch(glob::matches);
  }

  private static String service(String action) {
    return action.substring(0, Math.max(0, action.indexOf(':')));
  }

  private static List<String> read() {
    try (InputStream stream = KnownActions.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is not among the program's resources");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Fold::key)
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
