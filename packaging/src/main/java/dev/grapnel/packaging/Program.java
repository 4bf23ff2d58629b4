package dev.grapnel.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program to be packaged.
 *
 * @param folder the name of its own folder below {@code lib/}
 * @param launcher the template of its start script, named as the command is
 * @param modules the modules of the JDK that its runtime has
 * @param mainClass where its JVM starts
 * @param jars its class path in order, its own jar first
 */
record Program(
    String folder, Path launcher, List<String> modules, String mainClass, List<Path> jars) {
  /** Annotations for the compiler and its checkers: nothing reads them at run time. */
  private static final List<String> COMPILE_TIME_ONLY =
      List.of("jspecify-", "error_prone_annotations-", "checker-qual-");

  Program {
    modules = List.copyOf(modules);
    jars = jars.stream().filter(Program::usedAtRunTime).toList();
  }

  /**
   * Reads the class path that the module's build wrote.
   *
   * @throws IOException if it cannot be read, or if something on it is not a jar (a module that was
   *     compiled but not packaged)
   */
  static List<Path> classPath(Path moduleJar, Path classPathFile) throws IOException {
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
    return jars;
  }

  String command() {
    return launcher.getFileName().toString();
  }

  /** The launcher, with the class path and the JVM's options written into it. */
  String launcherScript() throws IOException {
    String options =
        javaOptions("$grapnel_lib").stream()
            .map(option -> '"' + option + '"')
            .collect(Collectors.joining(" "));
    return Files.readString(launcher)
        .replace("@JAVA_OPTIONS@", options)
        .replace("@CLASS_PATH@", classPath("$grapnel_lib"));
  }

  /**
   * The options of the program's JVM, from the file beside the launcher; {@code lib} as it is
   * named.
   */
  List<String> javaOptions(String lib) throws IOException {
    Path options = launcher.resolveSibling(command() + ".options");
    return Files.readAllLines(options).stream()
        .map(option -> option.replace("$grapnel_lib", lib))
        .toList();
  }

  String classPath(String lib) {
    return String.join(":", jars.stream().map(jar -> lib + "/" + jar.getFileName()).toList());
  }

  private static boolean usedAtRunTime(Path jar) {
    return COMPILE_TIME_ONLY.stream().noneMatch(jar.getFileName().toString()::startsWith);
  }
}
