package dev.grapnel.packaging;

import dev.grapnel.packaging.payload.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The C library for images that start from nothing: Java and the native libraries need no other. It
 * is the build machine's own, as Debian's package libc6 has installed it.
 */
final class SystemLibraries {
  private static final List<Path> FOLDERS =
      List.of(Path.of("/lib/x86_64-linux-gnu"), Path.of("/lib64"), Path.of("/usr/lib64"));
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2");

  private static final Pattern VERSION = Pattern.compile("GNU C Library \\(([^)]{1,60})\\)");

  private SystemLibraries() {}

  static Payload payload() throws IOException {
    Payload payload = new Payload();
    payload.addFile(find("ld-linux-x86-64.so.2").toRealPath(), "/lib64/ld-linux-x86-64.so.2");
    for (String library : LIBRARIES) {
      // Where this C library's loader looks by itself.
      Path file = find(library);
      payload.addFile(file.toRealPath(), file.toString());
    }
    return payload;
  }

  /** The C library's version, as it tells it itself. */
  static String version() throws IOException {
    String content = Files.readString(find("libc.so.6"), StandardCharsets.ISO_8859_1);
    Matcher version = VERSION.matcher(content);
    return version.find() ? version.group(1) : "unknown";
  }

  private static Path find(String library) throws IOException {
    for (Path folder : FOLDERS) {
      Path file = folder.resolve(library);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IOException(library + " was not found: images are built on Linux with glibc");
  }
}
