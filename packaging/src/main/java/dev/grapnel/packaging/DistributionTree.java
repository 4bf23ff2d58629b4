package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runnable tree: {@code bin/COMMAND} and {@code lib/FOLDER/} of each program.
 *
 * @param root where it is made; what was there before is removed
 * @param findJava the script that the launchers source
 * @param modified the modification time of everything in it
 */
record DistributionTree(Path root, Path findJava, Instant modified) {

  void assemble(List<Program> programs) throws IOException {
    removeTree(root);
    Files.createDirectories(root.resolve("bin"));
    for (Program program : programs) {
      add(program);
    }
    stampTree();
  }

  private void add(Program program) throws IOException {
    Path lib = Files.createDirectories(root.resolve("lib").resolve(program.folder()));
    for (Path jar : program.jars()) {
      PackagedJar.copy(jar, lib.resolve(jar.getFileName()), modified);
    }
    write(lib.resolve("find-java.sh"), Files.readString(findJava), "rw-r--r--");
    String launcher =
        Files.readString(program.launcher()).replace("@CLASS_PATH@", program.launcherClassPath());
    write(root.resolve("bin").resolve(program.command()), launcher, "rwxr-xr-x");
  }

  private static void write(Path file, String content, String mode) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void stampTree() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        stamp(path, modified);
      }
    }
  }

  static void stamp(Path path, Instant modified) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(modified));
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
