package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * The runnable tree: {@code bin/COMMAND} for each program, and {@code lib/FOLDER/} with its jars,
 * its native libraries ({@code native/}) and its Java ({@code runtime/}).
 *
 * @param root where it is made; what was there before is removed
 * @param findJava the script that the launchers source
 * @param runtimes links the runtimes
 * @param modified the modification time of everything in it
 */
record DistributionTree(Path root, Path findJava, TrimmedRuntime runtimes, Instant modified) {

  void assemble(List<Program> programs) throws IOException {
    Trees.remove(root);
    Files.createDirectories(root.resolve("bin"));
    for (Program program : programs) {
      add(program);
    }
    Trees.stamp(root, modified);
  }

  private void add(Program program) throws IOException {
    Path lib = Files.createDirectories(root.resolve("lib").resolve(program.folder()));
    PackagedJar jars = new PackagedJar(lib.resolve("native"));
    for (Path jar : program.jars()) {
      jars.copy(jar, lib.resolve(jar.getFileName()));
    }
    Trees.copy(runtimes.of(program.folder(), program.modules()), lib.resolve("runtime"));
    write(lib.resolve("find-java.sh"), Files.readString(findJava), "rw-r--r--");
    write(root.resolve("bin").resolve(program.command()), program.launcherScript(), "rwxr-xr-x");
  }

  private static void write(Path file, String content, String mode) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
