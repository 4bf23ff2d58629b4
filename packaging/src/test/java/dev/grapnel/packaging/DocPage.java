package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, by its blocks of code. */
record DocPage(Path file, List<Block> blocks) {
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

  /**
   * A fenced block.
   *
   * @param remark the comment in front of it, such as {@code not run: needs AWS}; or empty
   */
  record Block(String language, String remark, String text, int line) {
    boolean isRun() {
      return language.equals("sh") && remark.isEmpty();
    }

    /** Its lines, those that a backslash continues as one. */
    Stream<String> commands() {
      return text.replace("\\\n", " ").lines().map(String::strip);
    }
  }

  /** README and each page in docs. */
  static List<DocPage> all() throws IOException {
    List<DocPage> pages = new ArrayList<>(List.of(read("README.md")));
    try (Stream<Path> files = Files.list(Distribution.repository().resolve("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read("docs/" + file.getFileName()));
      }
    }
    return pages;
  }

  static DocPage read(String name) throws IOException {
    Path file = Distribution.repository().resolve(name);
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    String remark = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("<!-- ")) {
        remark = line.substring("<!-- ".length()).replace("-->", "").strip();
      } else if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).startsWith("```")) {
          end++;
        }
        String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(line.substring(3), remark, text, i + 1));
        i = end;
        remark = "";
      } else if (!line.isBlank()) {
        remark = "";
      }
    }
    return new DocPage(file, List.copyOf(blocks));
  }

  String name() {
    return Distribution.repository().relativize(file).toString();
  }

  /** Every line in a block and every piece of code within a sentence. */
  List<String> commandLines() throws IOException {
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> block.commands().forEach(lines::add));
    String prose = Files.readString(file).replaceAll("(?ms)^```.*?^```", "");
    Matcher inline = INLINE.matcher(prose);
    while (inline.find()) {
      lines.add(inline.group(1).replace('\n', ' '));
    }
    return lines;
  }
}
