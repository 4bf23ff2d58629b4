package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.ArnPattern;
import dev.grapnel.service.policy.pattern.Glob;
import dev.grapnel.service.policy.pattern.Pattern;
import dev.grapnel.service.policy.pattern.PolicyText;
import java.util.List;
import java.util.function.BiPredicate;

/** Wildcard patterns of texts or of ARNs. */
record PatternValues<P>(List<Pattern<P>> patterns, BiPredicate<P, ContextValue> matcher)
    implements PolicyValues {
  static PatternValues<Glob> wildcards(List<PolicyText> texts) {
    return new PatternValues<>(
        texts.stream().map(text -> new Pattern<>(text, Glob::compile)).toList(),
        (glob, value) -> glob.matches(value.text()));
  }

  static PatternValues<ArnPattern> arns(List<PolicyText> texts) {
    return new PatternValues<>(
        texts.stream().map(Pattern::arn).toList(), (arn, value) -> arn.matches(value.arn()));
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    for (Pattern<P> pattern : patterns) {
      P compiled = pattern.get(keys);
      if (compiled != null && matcher.test(compiled, value)) {
        return true;
      }
    }
    return false;
  }
}
