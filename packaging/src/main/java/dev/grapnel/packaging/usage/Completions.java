package dev.grapnel.packaging.usage;

import java.util.List;
import java.util.stream.Collectors;

/** Completion scripts: commands first, then the options of the command, files where one is due. */
public record Completions(Usage usage) {

  public String bash() {
    String function = "_" + usage.program().replace('-', '_');
    StringBuilder cases = new StringBuilder();
    for (Usage.Command command : usage.commands()) {
      cases.append("    %s) words='%s' ;;\n".formatted(command.name(), names(command.options())));
    }
    return """
    # bash completion for %1$s
    %2$s() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '%3$s' -- "$word"))
        return
      fi
      case $before in
        %4$s) compopt -o filenames; COMPREPLY=($(compgen -f -- "$word")); return ;;
      esac
      case ${COMP_WORDS[1]} in
    %5$s  esac
      COMPREPLY=($(compgen -W "$words" -- "$word"))
    }
    complete -F %2$s %1$s
    """
        .formatted(usage.program(), function, commandNames(), fileOptions(), cases);
  }

  public String zsh() {
    StringBuilder out = new StringBuilder();
    out.append("#compdef ").append(usage.program()).append("\n\nlocal -a commands=(\n");
    for (Usage.Command command : usage.commands()) {
      out.append("  '%s:%s'\n".formatted(command.name(), quoted(command.summary())));
    }
    out.append(")\nif (( CURRENT == 2 )); then\n  _describe command commands\n  return\nfi\n");
    out.append("shift words\n(( CURRENT-- ))\ncase $words[1] in\n");
    for (Usage.Command command : usage.commands()) {
      out.append("  ").append(command.name()).append(")\n    _arguments");
      for (Usage.Option option : command.options()) {
        out.append(
            " \\\n      '%s[%s]%s'"
                .formatted(option.name(), quoted(option.text()), zshValue(option)));
      }
      out.append(" ;;\n");
    }
    return out.append("esac\n").toString();
  }

  public String fish() {
    StringBuilder out = new StringBuilder("complete -c %s -f\n".formatted(usage.program()));
    for (Usage.Command command : usage.commands()) {
      out.append(
          "complete -c %s -n __fish_use_subcommand -a %s -d '%s'\n"
              .formatted(usage.program(), command.name(), fishQuoted(command.summary())));
      for (Usage.Option option : command.options()) {
        out.append(
            "complete -c %s -n '__fish_seen_subcommand_from %s' -l %s%s -d '%s'\n"
                .formatted(
                    usage.program(),
                    command.name(),
                    option.name().substring(2),
                    option.isSwitch() ? "" : option.takesFile() ? " -r -F" : " -x",
                    fishQuoted(option.text())));
      }
    }
    return out.toString();
  }

  private String commandNames() {
    return usage.commands().stream().map(Usage.Command::name).collect(Collectors.joining(" "));
  }

  private static String names(List<Usage.Option> options) {
    return options.stream().map(Usage.Option::name).collect(Collectors.joining(" "));
  }

  /** As a pattern of a case; one that never matches where there is no such option. */
  private String fileOptions() {
    String names =
        usage.commands().stream()
            .flatMap(command -> command.options().stream())
            .filter(Usage.Option::takesFile)
            .map(Usage.Option::name)
            .distinct()
            .collect(Collectors.joining("|"));
    return names.isEmpty() ? "//" : names;
  }

  private static String zshValue(Usage.Option option) {
    if (option.isSwitch()) {
      return "";
    }
    return ":" + option.value().replace(":", "\\:") + ":" + (option.takesFile() ? "_files" : " ");
  }

  private static String quoted(String text) {
    return text.replace("'", "'\\''").replace(":", "\\:").replace("[", "\\[").replace("]", "\\]");
  }

  private static String fishQuoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
