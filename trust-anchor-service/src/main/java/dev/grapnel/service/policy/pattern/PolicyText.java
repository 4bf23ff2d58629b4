package dev.grapnel.service.policy.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a policy in which variables may stand: {@code ${key}}, {@code ${key, 'default'}}, and
 * the escapes {@code ${*}}, {@code ${?}}, {@code ${$}} for the characters themselves. Immutable and
 * thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">AWS:
 *     policy variables</a>
 */
public final class PolicyText {
  /** The most variables in one text. */
  static final int MAX_VARIABLES = 32;

  /**
   * The longest text that variables may make, in characters. One that grows longer matches nothing,
   * as no value of a request is as long.
   */
  static final int MAX_RESOLVED_LENGTH = 32_768;

  /** A piece of a text. */
  sealed interface Part {
    /** As written; stars and question marks are wildcards where the place has wildcards. */
    record Written(String text) implements Part {}

    /** An escape's character: never a wildcard. */
    record Literal(String text) implements Part {}

    /** A variable; the fallback is null where the policy gives none. */
    record Variable(String foldedKey, @Nullable String fallback) implements Part {}
  }

  private final String written;
  private final List<Part> parts;
  private final boolean constant;

  private PolicyText(String written, List<Part> parts) {
    this.written = written;
    this.parts = parts;
    this.constant = parts.stream().noneMatch(Part.Variable.class::isInstance);
  }

  /** A text whose variables count (Version 2012-10-17). */
  public static PolicyText withVariables(String text) throws InvalidPatternException {
    return new PolicyText(text, new VariableReader(text).read());
  }

  /** A text in which {@code ${...}} is nothing special (Version 2008-10-17). */
  public static PolicyText literal(String text) {
    return new PolicyText(text, List.of(new Part.Written(text)));
  }

  /** Whether the text is the same for each request. */
  public boolean isConstant() {
    return constant;
  }

  /** The keys of the variables, folded, in order; with those that have a fallback. */
  public List<String> variables() {
    return parts.stream()
        .filter(Part.Variable.class::isInstance)
        .map(part -> ((Part.Variable) part).foldedKey())
        .toList();
  }

  /** The text for a request, in a place without wildcards; null where a variable has no value. */
  public @Nullable String text(VariableSource variables) {
    if (parts.size() == 1) {
      return resolve(parts.getFirst(), variables);
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String resolved = resolve(part, variables);
      if (resolved == null || text.length() + resolved.length() > MAX_RESOLVED_LENGTH) {
        return null;
      }
      text.append(resolved);
    }
    return text.toString();
  }

  /** The pattern for a request, in a place with wildcards; null where a variable has no value. */
  public @Nullable Symbols symbols(VariableSource variables) {
    Symbols.Builder symbols = new Symbols.Builder();
    for (Part part : parts) {
      String resolved = resolve(part, variables);
      if (resolved == null || symbols.length() + resolved.length() > MAX_RESOLVED_LENGTH) {
        return null;
      }
      if (part instanceof Part.Written) {
        symbols.addWithWildcards(resolved);
      } else {
        symbols.addLiteral(resolved);
      }
    }
    return symbols.build();
  }

  /**
   * The pattern for a request, in a place that takes an ARN. A text that writes all five colons
   * itself has its parts where they stand: null also where a variable before the fifth brings in a
   * colon, which would move them.
   */
  public @Nullable Symbols arnSymbols(VariableSource variables) {
    return movesParts(variables) ? null : symbols(variables);
  }

  private boolean movesParts(VariableSource variables) {
    if (constant || colons(parts) < ArnText.PARTS - 1) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      String resolved =
          parts.get(i) instanceof Part.Variable ? resolve(parts.get(i), variables) : null;
      if (resolved != null
          && resolved.indexOf(':') >= 0
          && colons(parts.subList(0, i)) < ArnText.PARTS - 1) {
        return true;
      }
    }
    return false;
  }

  private static long colons(List<Part> parts) {
    return parts.stream()
        .filter(Part.Written.class::isInstance)
        .flatMapToInt(part -> ((Part.Written) part).text().chars())
        .filter(c -> c == ':')
        .count();
  }

  private static @Nullable String resolve(Part part, VariableSource variables) {
    return switch (part) {
      case Part.Written w -> w.text();
      case Part.Literal l -> l.text();
      case Part.Variable v -> {
        String value = variables.single(v.foldedKey());
        yield value != null ? value : v.fallback();
      }
    };
  }

  /** As the policy has it. */
  @Override
  public String toString() {
    return written;
  }
}
