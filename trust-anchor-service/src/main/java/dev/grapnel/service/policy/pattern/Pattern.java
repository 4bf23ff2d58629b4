package dev.grapnel.service.policy.pattern;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a policy, compiled once where its text is constant and for each request where it has
 * variables. Immutable and thread-safe.
 */
public final class Pattern<P> {
  private final PolicyText text;
  private final BiFunction<PolicyText, VariableSource, @Nullable Symbols> reader;
  private final Function<Symbols, P> compiler;
  private final @Nullable P constant;

  public Pattern(PolicyText text, Function<Symbols, P> compiler) {
    this(text, PolicyText::symbols, compiler);
  }

  private Pattern(
      PolicyText text,
      BiFunction<PolicyText, VariableSource, @Nullable Symbols> reader,
      Function<Symbols, P> compiler) {
    this.text = text;
    this.reader = reader;
    this.compiler = compiler;
    Symbols symbols = text.isConstant() ? text.symbols(key -> null) : null;
    this.constant = symbols == null ? null : compiler.apply(symbols);
  }

  /** The pattern of an ARN condition. */
  public static Pattern<ArnPattern> arn(PolicyText text) {
    return new Pattern<>(text, PolicyText::arnSymbols, ArnPattern::compile);
  }

  /** The compiled pattern for a request; null where a variable has no value. */
  public @Nullable P get(VariableSource variables) {
    if (constant != null) {
      return constant;
    }
    Symbols symbols = reader.apply(text, variables);
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
