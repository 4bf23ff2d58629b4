package dev.grapnel.service.policy.condition;

import java.util.List;

/** The values of one key in a request; at least one. */
public final class ContextValues {
  private final List<ContextValue> values;
  private final boolean empty;

  private ContextValues(List<ContextValue> values) {
    this.values = values;
    this.empty = values.stream().allMatch(value -> value.text().isEmpty());
  }

  public static ContextValues of(List<String> texts) {
    return new ContextValues(texts.stream().map(ContextValue::new).toList());
  }

  public List<ContextValue> values() {
    return values;
  }

  /**
   * Whether the values are what AWS calls a null data set, such as an empty string: to a set
   * qualifier and to {@code Null} the key is then as good as absent.
   */
  public boolean isNullDataSet() {
    return empty;
  }

  public List<String> texts() {
    return values.stream().map(ContextValue::text).toList();
  }
}
