package dev.grapnel.service.policy.pattern;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a policy, compiled once where its text is constant and for each request where it has
 * variables. Immutable and thread-safe.
 */
public final class Pattern<P> {
  private final PolicyText text;
  private final Function<Symbols, P> compiler;
  private final @Nullable P constant;

  public Pattern(PolicyText text, Function<Symbols, P> compiler) {
    this.text = text;
    this.compiler = compiler;
    Symbols symbols = text.isConstant() ? text.symbols(key -> null) : null;
    this.constant = symbols == null ? null : compiler.apply(symbols);
  }

  /** The compiled pattern for a request; null where a variable has no value. */
  public @Nullable P get(VariableSource variables) {
    if (constant != null) {
      return constant;
    }
    Symbols symbols = text.symbols(variables);
    return symbols == null ? null : compiler.apply(symbols);
  }

  /** The compiled pattern of a constant text; null of one with variables. */
  public @Nullable P constant() {
    return constant;
  }

  public PolicyText text() {
    return text;
  }
}
