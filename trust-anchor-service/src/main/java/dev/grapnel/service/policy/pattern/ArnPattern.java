package dev.grapnel.service.policy.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of an ARN condition: each of the six parts is compared by itself, with wildcards that
 * stay within their part; the sixth part is the rest, colons included. A pattern with fewer parts
 * matches nothing, but for {@code *}, which matches every ARN. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN">AWS:
 *     ARN condition operators</a>
 */
public final class ArnPattern {
  private final boolean everything;
  private final List<Glob> parts;

  /** The first five parts with their colons, where they have no wildcards; else null. */
  private final @Nullable String head;

  private ArnPattern(boolean everything, List<Glob> parts, @Nullable String head) {
    this.everything = everything;
    this.parts = parts;
    this.head = head;
  }

  public static ArnPattern compile(Symbols pattern) {
    List<Symbols> parts = split(pattern);
    return new ArnPattern(
        pattern.isOnlyStar(), parts.stream().map(Glob::compile).toList(), head(pattern, parts));
  }

  private static @Nullable String head(Symbols pattern, List<Symbols> parts) {
    if (parts.size() != ArnText.PARTS) {
      return null;
    }
    Symbols head = pattern.slice(0, pattern.length() - parts.getLast().length());
    return head.isLiteral() ? head.text() : null;
  }

  /** Whether the pattern can match anything at all. */
  public boolean canMatch() {
    return everything || parts.size() == ArnText.PARTS;
  }

  public boolean matches(ArnText arn) {
    if (!arn.isArn()) {
      return false;
    }
    if (everything) {
      return true;
    }
    if (parts.size() != ArnText.PARTS) {
      return false;
    }
    if (head != null) {
      return arn.text().startsWith(head)
          && parts.getLast().matches(arn.text(), head.length(), arn.text().length());
    }
    for (int i = ArnText.PARTS - 1; i >= 0; i--) {
      if (!parts.get(i).matches(arn.text(), arn.start(i), arn.end(i))) {
        return false;
      }
    }
    return true;
  }

  /** The parts between the first five literal colons. */
  static List<Symbols> split(Symbols pattern) {
    List<Symbols> parts = new ArrayList<>();
    int from = 0;
    int colon = pattern.indexOf(':', 0);
    while (colon >= 0 && parts.size() < ArnText.PARTS - 1) {
      parts.add(pattern.slice(from, colon));
      from = colon + 1;
      colon = pattern.indexOf(':', from);
    }
    parts.add(pattern.slice(from, pattern.length()));
    return parts;
  }
}
