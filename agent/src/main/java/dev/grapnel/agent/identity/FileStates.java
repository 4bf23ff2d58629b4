package dev.grapnel.agent.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tells one state of files from another, without reading them. */
final class FileStates {
  private record State(FileTime changed, long size, @Nullable Object file) {}

  private FileStates() {}

  static List<Object> of(List<Path> files) {
    List<Object> states = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        states.add(new State(now.lastModifiedTime(), now.size(), now.fileKey()));
      } catch (IOException e) {
        states.add(e.getClass());
      }
    }
    return states;
  }
}
