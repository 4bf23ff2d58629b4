package dev.grapnel.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Copies a jar into the distribution, without signatures and without native libraries.
 *
 * <p>The JVM checks the signature of each class of a signed jar that it loads and keeps such
 * classes out of an AOT cache, which costs a short-lived program more than its work. The providers
 * that are signed (BouncyCastle, Corretto) need no signature on an OpenJDK; Maven has compared the
 * jars with the repository's checksums.
 *
 * <p>Libraries inside jars are unpacked into the temporary folder at each start, which fails where
 * that is mounted noexec. Those of this platform become plain files beside the jars, the others are
 * left out.
 *
 * @param natives the folder for this platform's libraries, made when there is one
 */
record PackagedJar(Path natives) {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/(SIG-.*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");

  /**
   * Where sqlite-jdbc keeps the library of this platform; the other jars have one platform each.
   */
  private static final Pattern OTHER_PLATFORM =
      Pattern.compile("org/sqlite/native/(?!Linux/x86_64/).*");

  void copy(Path from, Path to) throws IOException {
    try (JarFile jar = new JarFile(from.toFile(), false)) {
      List<JarEntry> entries = Collections.list(jar.entries());
      if (entries.stream().allMatch(entry -> kept(entry.getName()))) {
        Files.copy(from, to);
        return;
      }
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
        for (JarEntry entry : entries) {
          place(jar, entry, out);
        }
      }
    }
  }

  private void place(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
    String name = entry.getName();
    if (kept(name)) {
      copyEntry(jar, entry, out);
    } else if (LIBRARY.matcher(name).matches() && !OTHER_PLATFORM.matcher(name).matches()) {
      Files.createDirectories(natives);
      try (InputStream library = jar.getInputStream(entry)) {
        Files.copy(library, natives.resolve(name.substring(name.lastIndexOf('/') + 1)));
      }
    }
  }

  private static void copyEntry(JarFile jar, JarEntry entry, JarOutputStream out)
      throws IOException {
    JarEntry copy = new JarEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    out.putNextEntry(copy);
    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
      mainSection(jar.getManifest()).write(out);
    } else {
      jar.getInputStream(entry).transferTo(out);
    }
    out.closeEntry();
  }

  /** The manifest without the digests of its entries. */
  private static Manifest mainSection(Manifest manifest) {
    Manifest main = new Manifest();
    main.getMainAttributes().putAll(manifest.getMainAttributes());
    return main;
  }

  private static boolean kept(String name) {
    return !SIGNATURE.matcher(name).matches() && !LIBRARY.matcher(name).matches();
  }
}
