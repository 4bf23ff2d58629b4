package dev.grapnel.packaging.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads commands and options out of the help that a program prints. */
public record HelpText(List<String> lines) {
  private static final Pattern COMMAND = Pattern.compile("  ([a-z][a-z-]*)(?: [^ ]+)* {2,}(\\S.*)");
  private static final Pattern OPTION =
      Pattern.compile(" +(?:-\\w, )?(--[a-z0-9-]+)(?:[= ]([A-Z][^ ]*))?(?: {2,}(\\S.*))?");

  /** So wide that no description is broken. */
  private static final String ONE_LINE_EACH = "-Dpicocli.usage.width=400";

  public HelpText {
    lines = List.copyOf(lines);
  }

  /**
   * Asks the program: {@code COMMAND --help} for each command that {@code --help} lists, or, where
   * that prints the same again, the one help text for all.
   *
   * @throws IOException if the program cannot be run or knows no help
   */
  public static Usage ask(Path program, String summary) throws IOException {
    HelpText whole = run(program, "--help");
    List<Usage.Command> commands = new ArrayList<>();
    for (Usage.Command command : whole.commands()) {
      List<Usage.Option> inWhole = whole.section("options of " + command.name() + ":").options();
      List<Usage.Option> options =
          whole.hasSections() ? inWhole : run(program, command.name(), "--help").options();
      commands.add(new Usage.Command(command.name(), command.summary(), options));
    }
    return new Usage(program.getFileName().toString(), summary, commands);
  }

  private boolean hasSections() {
    return lines.stream().anyMatch(line -> line.startsWith("options of "));
  }

  private List<Usage.Command> commands() {
    return lines.stream()
        .map(COMMAND::matcher)
        .filter(Matcher::matches)
        .map(found -> new Usage.Command(found.group(1), found.group(2), List.of()))
        .toList();
  }

  /** The lines from that header to the next empty line. */
  private HelpText section(String header) {
    int start = lines.indexOf(header);
    if (start < 0) {
      return new HelpText(List.of());
    }
    List<String> rest = lines.subList(start + 1, lines.size());
    int end = rest.indexOf("");
    return new HelpText(rest.subList(0, end < 0 ? rest.size() : end));
  }

  private List<Usage.Option> options() {
    return lines.stream()
        .map(OPTION::matcher)
        .filter(Matcher::matches)
        .map(
            found ->
                new Usage.Option(found.group(1), orEmpty(found.group(2)), orEmpty(found.group(3))))
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static HelpText run(Path program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("GRAPNEL_JAVA_OPTIONS", ONE_LINE_EACH);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", words) + " failed: " + out);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    return new HelpText(out.lines().toList());
  }
}
