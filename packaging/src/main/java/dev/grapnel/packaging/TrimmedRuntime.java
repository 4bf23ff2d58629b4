package dev.grapnel.packaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * A Java runtime with a program's modules alone, linked from the JDK that runs this build. Linking
 * takes seconds, so a runtime is kept between builds until its modules or the JDK change.
 *
 * @param kept where linked runtimes are kept, one folder each
 */
record TrimmedRuntime(Path kept) {
  /**
   * Of the runtime, but of no use to a program that runs: what a dump of the JDK's own archive and
   * tools of other JDKs read, and a faster sort of large arrays, without which the JVM has its own.
   */
  private static final String EXCLUDED =
      "/java.base/lib/classlist,/java.base/lib/jrt-fs.jar,/java.base/lib/libsimdsort.so";

  /** The folder of the runtime with those modules. */
  Path of(String name, List<String> modules) throws IOException {
    Path runtime = kept.resolve(name);
    Path recipe = kept.resolve(name + ".recipe");
    String wanted = Runtime.version() + " " + String.join(",", modules) + " - " + EXCLUDED;
    if (Files.exists(recipe) && Files.readString(recipe).equals(wanted)) {
      return runtime;
    }
    Files.createDirectories(kept);
    Files.deleteIfExists(recipe);
    Trees.remove(runtime);
    link(runtime, modules);
    Files.writeString(recipe, wanted);
    return runtime;
  }

  private static void link(Path output, List<String> modules) throws IOException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK has no jlink: use a full JDK 25"));
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int status =
        jlink.run(
            out,
            out,
            "--add-modules",
            String.join(",", modules),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6",
            "--exclude-files",
            EXCLUDED,
            "--output",
            output.toString());
    if (status != 0) {
      throw new IOException("jlink failed: " + messages);
    }
    // jlink makes the first of these itself, whatever is excluded.
    for (String file : EXCLUDED.split(",", -1)) {
      Files.deleteIfExists(output.resolve(file.replace("/java.base/", "")));
    }
  }
}
