package dev.grapnel.service.policy.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a {@code Resource} or {@code NotResource}: {@code *}, or an ARN whose wildcards
 * stay within their part, except that a star which ends a part may run on past the colon; in the
 * resource part (after the fifth colon) a colon is a character like any other. Immutable and
 * thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">AWS:
 *     Resource</a>
 */
public final class ResourcePattern {
  private static final int SERVICE = 2;

  private final @Nullable Glob simple;
  private final @Nullable Automaton confined;

  private ResourcePattern(@Nullable Glob simple, @Nullable Automaton confined) {
    this.simple = simple;
    this.confined = confined;
  }

  /** Compiles a pattern that {@link #check} has passed. */
  public static ResourcePattern compile(Symbols pattern) {
    Symbols marked = confine(pattern);
    boolean simple =
        marked.indexOf(Symbols.ANY_IN_PART, 0) < 0 && marked.indexOf(Symbols.ONE_IN_PART, 0) < 0;
    return simple
        ? new ResourcePattern(Glob.compile(marked), null)
        : new ResourcePattern(null, new Automaton(marked));
  }

  /** Checks that the text may stand in a {@code Resource}. */
  public static void check(PolicyText text) throws InvalidPatternException {
    String written = text.toString();
    if (written.equals("*")) {
      return;
    }
    String[] parts = written.split(":", ArnText.PARTS);
    if (!parts[0].equals("arn") || (parts.length < ArnText.PARTS && !written.endsWith("*"))) {
      throw new InvalidPatternException(
          "\"" + written + "\" must be * or an ARN, arn:partition:service:region:account:resource");
    }
    if (parts.length <= SERVICE
        || parts[SERVICE].isEmpty()
        || parts[SERVICE].contains("*")
        || parts[SERVICE].contains("?")) {
      throw new InvalidPatternException(
          "\"" + written + "\" must name its service (the third part) in full, without wildcards");
    }
    checkVariables(text, List.of(parts));
  }

  private static void checkVariables(PolicyText text, List<String> parts)
      throws InvalidPatternException {
    if (text.isConstant()) {
      return;
    }
    for (String part : parts.subList(0, Math.min(parts.size(), ArnText.PARTS - 1))) {
      if (part.contains("${")) {
        throw new InvalidPatternException(
            "\"" + text + "\" may have policy variables only after its fifth colon");
      }
    }
  }

  public boolean matches(String resource) {
    if (simple != null) {
      return simple.matches(resource);
    }
    return confined != null && confined.matches(resource, 0, resource.length());
  }

  /** Marks the wildcards of the first five parts that must not run over a colon. */
  private static Symbols confine(Symbols pattern) {
    List<Symbols> parts = ArnPattern.split(pattern);
    Symbols.Builder marked = new Symbols.Builder();
    for (int p = 0; p < parts.size(); p++) {
      if (p > 0) {
        marked.add(':');
      }
      addPart(marked, parts.get(p), p == ArnText.PARTS - 1);
    }
    return marked.build();
  }

  private static void addPart(Symbols.Builder marked, Symbols part, boolean free) {
    for (int i = 0; i < part.length(); i++) {
      int symbol = part.at(i);
      boolean confined = !free && i < part.length() - 1;
      if (symbol == Symbols.ANY && confined) {
        marked.add(Symbols.ANY_IN_PART);
      } else if (symbol == Symbols.ONE && !free) {
        marked.add(Symbols.ONE_IN_PART);
      } else {
        marked.add(symbol);
      }
    }
  }
}
