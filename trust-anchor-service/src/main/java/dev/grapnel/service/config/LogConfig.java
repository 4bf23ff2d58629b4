package dev.grapnel.service.config;

/** What the process says on its standard error. */
public record LogConfig(Level level, Format format) {
  /** The least important messages that are shown. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** How a message is written. */
  public enum Format {
    TEXT,
    JSON
  }

  static LogConfig from(Section section) {
    return new LogConfig(
        section.choice("level", Level.INFO), section.choice("format", Format.TEXT));
  }
}
