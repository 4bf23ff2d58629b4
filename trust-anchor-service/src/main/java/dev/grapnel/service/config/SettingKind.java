package dev.grapnel.service.config;

/** How values of one kind are read and written. */
interface SettingKind<T> {
  /** What docs/configuration.md calls it. */
  String name();

  /**
   * Reads a value as it stands in a flag or variable (text) or in the file (text, number, boolean,
   * array).
   *
   * @throws IllegalArgumentException saying what was expected
   */
  T parse(Object raw);

  /** The value as an operator would write it. */
  String format(T value);
}
