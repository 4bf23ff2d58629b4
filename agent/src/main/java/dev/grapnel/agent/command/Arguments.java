package dev.grapnel.agent.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command's parsed arguments. The grammar is that of the AWS helper's flags: a value follows its
 * option or an equals sign, the last of a repeated option counts, an empty value is as good as
 * none.
 */
final class Arguments {
  private static final int LONGEST_NAME = 40;

  private final Map<String, String> values;
  private final List<String> operands;

  private Arguments(Map<String, String> values, List<String> operands) {
    this.values = values;
    this.operands = operands;
  }

  /** Parses what follows the command's name; what follows {@code --} is left as operands. */
  static Arguments parse(List<Option> options, List<String> arguments) throws UsageException {
    Map<String, String> values = new HashMap<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (!argument.startsWith("--")) {
        // Not quoted: it may be a password that an empty option before it was to have.
        throw new UsageException("argument " + (i + 1) + " is unexpected: options start with --");
      }
      int equals = argument.indexOf('=');
      Option option = find(options, argument.substring(2, equals < 0 ? argument.length() : equals));
      if (equals >= 0) {
        values.put(option.name(), checked(option, argument.substring(equals + 1)));
      } else if (option.isSwitch()) {
        values.put(option.name(), "true");
      } else if (i + 1 < arguments.size()) {
        values.put(option.name(), arguments.get(++i));
      } else {
        throw new UsageException("--" + option.name() + " needs a value: " + option.value());
      }
    }
    return new Arguments(values, operands);
  }

  private static Option find(List<Option> options, String name) throws UsageException {
    for (Option option : options) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    throw new UsageException("unknown option --" + printable(name));
  }

  /** The beginning of what looks like an option's name; the rest may be a value run into it. */
  private static String printable(String name) {
    int end = 0;
    while (end < name.length() && end < LONGEST_NAME && isOfNames(name.charAt(end))) {
      end++;
    }
    return end == name.length() ? name : name.substring(0, end) + "...";
  }

  private static boolean isOfNames(char c) {
    return c == '-' || (c >= 'a' && c <= 'z');
  }

  private static String checked(Option option, String value) throws UsageException {
    if (option.isSwitch() && !value.equals("true") && !value.equals("false")) {
      throw new UsageException("--" + option.name() + " takes true or false");
    }
    return value;
  }

  /** Refuses two options of which only one may be given. */
  void refuseTogether(String first, String second) throws UsageException {
    if (isGiven(first) && isGiven(second)) {
      throw new UsageException("--" + first + " and --" + second + " exclude each other");
    }
  }

  /** Whether the option stands in the command line, with whatever value. */
  boolean isGiven(String name) {
    return values.containsKey(name);
  }

  boolean isOn(String name) {
    return "true".equals(values.get(name));
  }

  /** The value, unless it is absent or empty. */
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) throws UsageException {
    return value(name).orElseThrow(() -> new UsageException("--" + name + " is missing"));
  }

  /** A whole number within the limits, both included. */
  int number(String name, int absent, int least, int most) throws UsageException {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, with the limits.
    }
    throw new UsageException("--" + name + " takes a whole number from " + least + " to " + most);
  }

  /** What stood after {@code --}. */
  List<String> operands() {
    return List.copyOf(operands);
  }
}
