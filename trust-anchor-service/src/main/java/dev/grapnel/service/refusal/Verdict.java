package dev.grapnel.service.refusal;

import java.util.function.Function;

/** What a stage decided: the value it lets pass, or the refusal. */
public sealed interface Verdict<T> {
  record Passed<T>(T value) implements Verdict<T> {}

  record Refused<T>(Denial denial) implements Verdict<T> {}

  static <T> Verdict<T> pass(T value) {
    return new Passed<>(value);
  }

  static <T> Verdict<T> refuse(Denial denial) {
    return new Refused<>(denial);
  }

  /** The next stage's verdict on a value that passed; a refusal stays the refusal. */
  default <U> Verdict<U> then(Function<? super T, Verdict<U>> next) {
    return switch (this) {
      case Passed<T> passed -> next.apply(passed.value());
      case Refused<T> refused -> new Refused<>(refused.denial());
    };
  }
}
