package dev.grapnel.packaging.usage;

import java.util.List;

/**
 * A program's commands and options.
 *
 * @param program its name on the command line
 * @param summary what it is, in one line
 */
public record Usage(String program, String summary, List<Command> commands) {
  public Usage {
    commands = List.copyOf(commands);
  }

  /** A command, such as {@code serve}. */
  public record Command(String name, String summary, List<Option> options) {
    public Command {
      options = List.copyOf(options);
    }
  }

  /**
   * An option of a command.
   *
   * @param name with its dashes
   * @param value what follows it, such as {@code FILE}; empty for a switch
   */
  public record Option(String name, String value, String text) {
    boolean isSwitch() {
      return value.isEmpty();
    }

    boolean takesFile() {
      return value.equals("FILE") || value.equals("DIR");
    }
  }
}
