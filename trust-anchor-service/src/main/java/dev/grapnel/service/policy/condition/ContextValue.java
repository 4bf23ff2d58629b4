package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.ArnText;
import dev.grapnel.service.policy.pattern.Fold;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a key in a request. Its reading as a number, a date and so on is found when it is
 * first asked for and then kept; threads that race find the same.
 */
public final class ContextValue {
  /** Stands for a reading that was tried and is none. */
  private static final Object NONE = new Object();

  private final String text;
  private @Nullable Object folded;
  private @Nullable Object number;
  private @Nullable Object date;
  private @Nullable Object address;
  private @Nullable Object arn;

  public ContextValue(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  String folded() {
    Object known = folded;
    if (known == null) {
      known = Fold.value(text);
      folded = known;
    }
    return (String) known;
  }

  @Nullable BigDecimal number() {
    Object known = number;
    if (known == null) {
      known = read(Decimals::parse);
      number = known;
    }
    return known == NONE ? null : (BigDecimal) known;
  }

  @Nullable Instant date() {
    Object known = date;
    if (known == null) {
      known = read(Dates::parse);
      date = known;
    }
    return known == NONE ? null : (Instant) known;
  }

  @Nullable IpNetwork address() {
    Object known = address;
    if (known == null) {
      known = read(IpNetwork::address);
      address = known;
    }
    return known == NONE ? null : (IpNetwork) known;
  }

  ArnText arn() {
    Object known = arn;
    if (known == null) {
      known = ArnText.of(text);
      arn = known;
    }
    return (ArnText) known;
  }

  private Object read(Function<String, @Nullable Object> reader) {
    Object reading = reader.apply(text);
    return reading == null ? NONE : reading;
  }
}
