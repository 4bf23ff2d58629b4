package dev.grapnel.service.policy.condition;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers or dates; a request's value that is none compares with nothing. */
record ComparedValues<T extends Comparable<? super T>>(
    List<T> values, ConditionOperator.Order order, Function<ContextValue, @Nullable T> reader)
    implements PolicyValues {
  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    T read = reader.apply(value);
    if (read == null) {
      return false;
    }
    for (T wanted : values) {
      if (order.accepts(read.compareTo(wanted))) {
        return true;
      }
    }
    return false;
  }
}
