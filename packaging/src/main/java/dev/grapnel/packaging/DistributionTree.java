package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/**
 * The runnable tree: {@code bin/COMMAND} for each program, and {@code lib/FOLDER/} with its jars,
 * its native libraries ({@code native/}) and its Java ({@code runtime/}).
 *
 * @param root where it is made; what was there before is removed
 * @param findJava the script that the launchers source
 * @param runtimes links the runtimes
 * @param release the build's timestamp
 */
record DistributionTree(Path root, Path findJava, TrimmedRuntime runtimes, Instant release) {
  private static final long SECONDS_OF_DAY = 86_400;

  /** The modification time of everything in an assembled tree. */
  static Instant stampOf(Path root) throws IOException {
    return Files.getLastModifiedTime(root).toInstant();
  }

  void assemble(List<Program> programs) throws IOException {
    Trees.remove(root);
    Files.createDirectories(root.resolve("bin"));
    for (Program program : programs) {
      add(program);
    }
    Trees.stamp(root, stamp());
  }

  /**
   * A time of the day before the release, told by what is in the tree: files of two trees differ in
   * their time, by which launchers see that a jar and a cache do not belong together.
   */
  private Instant stamp() throws IOException {
    MessageDigest digest = sha256();
    for (Path path : Trees.list(root)) {
      Path name = root.relativize(path);
      if (Files.isRegularFile(path) && !name.toString().contains("/runtime/")) {
        digest.update(name.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(path));
      }
    }
    long number = ByteBuffer.wrap(digest.digest()).getLong();
    return release.minusSeconds(1 + Math.floorMod(number, SECONDS_OF_DAY - 1));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
