package dev.grapnel.service.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbered files of one chain in a folder.
 *
 * @param prefix {@code audit} for the trail, {@code unproven} for the samples
 */
record TrailFolder(Path folder, String prefix) {
  static final String TRAIL = "audit";
  static final String UNPROVEN = "unproven";

  private static final Pattern NAME = Pattern.compile("(audit|unproven)-([0-9]{8})\\.jsonl");
  private static final int MOST_FILES = 99_999_999;

  /** One file and its number. */
  record Numbered(Path path, int number) {}

  /** The files, by number. */
  List<Numbered> files() throws IOException {
    List<Numbered> found = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (name.matches() && name.group(1).equals(prefix)) {
          found.add(new Numbered(path, Integer.parseInt(name.group(2))));
        }
      }
    }
    found.sort(Comparator.comparingInt(Numbered::number));
    return found;
  }

  Optional<Numbered> last() throws IOException {
    List<Numbered> files = files();
    return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
  }

  Numbered numbered(int number) {
    if (number > MOST_FILES) {
      throw new IllegalStateException("no number is left for a file in " + folder);
    }
    return new Numbered(folder.resolve("%s-%08d.jsonl".formatted(prefix, number)), number);
  }
}
