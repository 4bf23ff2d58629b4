package dev.grapnel.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program to be packaged.
 *
 * @param folder the name of its own folder below {@code lib/}
 * @param launcher the template of its start script, named as the command is
 * @param jars its class path in order, its own jar first
 */
record Program(String folder, Path launcher, List<Path> jars) {

  Program {
    jars = List.copyOf(jars);
  }

  /**
   * Reads the class path that the module's build wrote.
   *
   * @throws IOException if it cannot be read, or if something on it is not a jar (a module that was
   *     compiled but not packaged)
   */
  static Program of(String folder, Path launcher, Path moduleJar, Path classPathFile)
      throws IOException {
    String classPath = Files.readString(classPathFile).strip();
    List<Path> jars =
        Stream.concat(
                Stream.of(moduleJar), Stream.of(classPath.split(File.pathSeparator)).map(Path::of))
            .toList();
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        throw new IOException(jar + " is not a jar: run `mvn package` over all modules");
      }
    }
    return new Program(folder, launcher, jars);
  }

  String command() {
    return launcher.getFileName().toString();
  }

  /** The class path as the launcher writes it, with its folder in the variable grapnel_lib. */
  String launcherClassPath() {
    return String.join(":", jars.stream().map(jar -> "$grapnel_lib/" + jar.getFileName()).toList());
  }
}
