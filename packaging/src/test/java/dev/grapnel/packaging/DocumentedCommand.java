package dev.grapnel.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call of one of our programs that a page shows.
 *
 * @param path the command, such as {@code account create}
 */
record DocumentedCommand(String program, List<String> path, Set<String> options) {
  private static final Pattern CALL =
      Pattern.compile(
          "(?:\\$ |credential_process = |(?:[A-Z_]+=\\S+ )+|docker run .* )?"
              + "(grapnel-agent|trust-anchor-service)(?::VERSION)? +(.+)");
  private static final Pattern END = Pattern.compile(" -- |[|>#;)]|&&");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");
  private static final Set<String> FAMILIES = Set.of("account", "keys", "audit", "config");

  private static final Map<List<String>, Command.Ended> HELP = new ConcurrentHashMap<>();

  /** The call in that line, if there is one. */
  static Optional<DocumentedCommand> in(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return Optional.empty();
    }
    String arguments = END.split(" " + call.group(2) + " ", 2)[0];
    List<String> path = new ArrayList<>();
    for (String word : arguments.strip().split(" +", -1)) {
      boolean more = path.isEmpty() || (path.size() == 1 && FAMILIES.contains(path.getFirst()));
      if (!more || !WORD.matcher(word).matches()) {
        break;
      }
      path.add(word);
    }
    Set<String> options = options(arguments);
    return path.isEmpty() && options.isEmpty()
        ? Optional.empty()
        : Optional.of(new DocumentedCommand(call.group(1), List.copyOf(path), options));
  }

  private static Set<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** What is wrong with it, by the program's own help; empty if nothing. */
  String fault() {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(path);
    Command.Ended help = HELP.computeIfAbsent(List.copyOf(words), this::help);
    if (help.exit() != 0) {
      return "no such command: " + String.join(" ", words);
    }
    Set<String> known = options(help.out());
    return options.stream()
        .filter(option -> !known.contains(option) && !option.equals("--help"))
        .map(option -> String.join(" ", words) + " has no " + option)
        .collect(Collectors.joining(", "));
  }

  private Command.Ended help(List<String> words) {
    Path launcher = Distribution.tree().resolve("bin").resolve(program);
    Command command = Command.of(launcher);
    for (String word : words.subList(1, words.size())) {
      command = command.and(word);
    }
    return command.and("--help").run();
  }
}
