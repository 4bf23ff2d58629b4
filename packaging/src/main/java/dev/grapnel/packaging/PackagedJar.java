package dev.grapnel.packaging;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * Copies a jar into the distribution, signed ones without their signatures.
 *
 * <p>The JVM checks the signature of each class of a signed jar that it loads and keeps such
 * classes out of an AOT cache, which costs a short-lived program more than its work. The providers
 * that are signed (BouncyCastle, Corretto) need no signature on an OpenJDK; Maven has compared the
 * jars with the repository's checksums.
 */
final class PackagedJar {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/(SIG-.*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

  private PackagedJar() {}

  static void copy(Path from, Path to, Instant modified) throws IOException {
    try (JarFile jar = new JarFile(from.toFile(), false)) {
      if (jar.stream().anyMatch(entry -> isSignature(entry.getName()))) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
          out.write(unsigned(jar));
        }
      } else {
        Files.copy(from, to);
      }
    }
    DistributionTree.stamp(to, modified);
  }

  private static byte[] unsigned(JarFile jar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      List<JarEntry> entries = Collections.list(jar.entries());
      for (JarEntry entry : entries) {
        if (!isSignature(entry.getName())) {
          copyEntry(jar, entry, out);
        }
      }
    }
    return bytes.toByteArray();
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

  private static boolean isSignature(String name) {
    return SIGNATURE.matcher(name).matches();
  }
}
