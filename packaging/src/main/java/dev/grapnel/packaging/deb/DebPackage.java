package dev.grapnel.packaging.deb;

import dev.grapnel.packaging.payload.Content;
import dev.grapnel.packaging.payload.Gzip;
import dev.grapnel.packaging.payload.Item;
import dev.grapnel.packaging.payload.PackageFacts;
import dev.grapnel.packaging.payload.Payload;
import dev.grapnel.packaging.payload.TarTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/** Writes one Debian package, for amd64. */
public record DebPackage(PackageFacts facts, Payload payload) {
  private static final int SCRIPT_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final int AR_FILE_MODE = 0100644;

  /** Writes {@code NAME_VERSION-1_amd64.deb} into the folder and returns its path. */
  public Path write(Path folder) throws IOException {
    Path deb = folder.resolve(facts.name() + "_" + facts.version() + "-1_amd64.deb");
    try (OutputStream out = Files.newOutputStream(deb);
        ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
      put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      put(ar, "control.tar.gz", compressed(control()));
      put(ar, "data.tar.gz", compressed(payload.items()));
    }
    return deb;
  }

  private void put(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
    long seconds = facts.modified().getEpochSecond();
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, AR_FILE_MODE, seconds));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  private byte[] compressed(Collection<Item> items) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Gzip gzip = Gzip.quickest(bytes)) {
      List<Item> withRoot = new ArrayList<>();
      withRoot.add(new Item.Folder("", 0755, 0));
      withRoot.addAll(items);
      new TarTree(gzip, facts.modified()).write(withRoot, ".");
    }
    return bytes.toByteArray();
  }

  private List<Item> control() throws IOException {
    List<Item> files = new ArrayList<>();
    if (!conffiles().isEmpty()) {
      files.add(file("/conffiles", conffiles(), FILE_MODE));
    }
    files.add(file("/control", controlFile(), FILE_MODE));
    files.add(file("/md5sums", md5sums(), FILE_MODE));
    addScript(files, "/postinst", facts.scripts().debPostinst());
    addScript(files, "/postrm", facts.scripts().debPostrm());
    addScript(files, "/prerm", facts.scripts().debPrerm());
    return files;
  }

  private static void addScript(List<Item> files, String path, String body) {
    if (!body.isEmpty()) {
      files.add(file(path, "#!/bin/sh\nset -e\n" + body, SCRIPT_MODE));
    }
  }

  private static Item file(String path, String text, int mode) {
    return new Item.RegularFile(path, new Content.OfText(text), mode, Item.Kind.PROGRAM);
  }

  private String controlFile() throws IOException {
    return """
    Package: %s
    Version: %s-1
    Architecture: amd64
    Maintainer: %s
    Installed-Size: %d
    Depends: %s
    Section: %s
    Priority: optional
    Description: %s
    %s\
    """
        .formatted(
            facts.name(),
            facts.version(),
            PackageFacts.MAINTAINER,
            installedKibibytes(),
            String.join(", ", facts.debDependencies()),
            facts.section(),
            facts.summary(),
            extendedDescription());
  }

  /** Each line indented, empty ones as a dot (Policy 5.6.13). */
  private String extendedDescription() {
    StringBuilder out = new StringBuilder();
    facts
        .description()
        .lines()
        .map(line -> line.isBlank() ? " .\n" : " " + line + "\n")
        .forEach(out::append);
    return out.toString();
  }

  private long installedKibibytes() throws IOException {
    long kibibytes = 0;
    for (Item item : payload.items()) {
      kibibytes +=
          switch (item) {
            case Item.RegularFile file -> (file.content().size() + 1023) / 1024;
            case Item.Folder _, Item.Link _ -> 1;
          };
    }
    return kibibytes;
  }

  private String conffiles() {
    StringBuilder out = new StringBuilder();
    for (Item item : payload.items()) {
      if (item instanceof Item.RegularFile file && file.kind() == Item.Kind.CONFIGURATION) {
        out.append(file.path()).append('\n');
      }
    }
    return out.toString();
  }

  private String md5sums() throws IOException {
    StringBuilder out = new StringBuilder();
    for (Item item : payload.items()) {
      if (item instanceof Item.RegularFile file && file.kind() == Item.Kind.PROGRAM) {
        out.append(md5(file.content())).append("  ").append(file.path().substring(1)).append('\n');
      }
    }
    return out.toString();
  }

  /** dpkg's own check for files that changed on the disk; no protection against anyone. */
  private static String md5(Content content) throws IOException {
    try (InputStream in = new DigestInputStream(content.open(), MessageDigest.getInstance("MD5"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
