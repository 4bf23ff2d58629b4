package dev.grapnel.packaging.payload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that a package installs, in the order of paths, parents before children. */
public final class Payload {
  /** Where gzip's header tells the effort (RFC 1952 section 2.3.1); Java leaves it open. */
  private static final int EXTRA_FLAGS = 8;

  private static final byte MOST_COMPRESSION = 2;
  private static final int ROOT = 0;
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final int EXECUTABLE_MODE = 0755;

  private final SortedMap<String, Item> items = new TreeMap<>();

  /** The items; each folder between the root and an item is one of them. */
  public Collection<Item> items() {
    return items.values();
  }

  /** Adds a folder of the build with all that is in it: executables stay executable. */
  public void addTree(Path from, String to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        String relative = from.relativize(file).toString();
        String path = relative.isEmpty() ? to : to + "/" + relative;
        if (Files.isSymbolicLink(file)) {
          add(new Item.Link(path, Files.readSymbolicLink(file).toString()));
        } else if (Files.isRegularFile(file)) {
          addFile(file, path);
        }
      }
    }
  }

  /** Adds a file of the build; what goes below {@code /etc} is configuration. */
  public void addFile(Path file, String path) {
    int mode = Files.isExecutable(file) ? EXECUTABLE_MODE : FILE_MODE;
    Item.Kind kind = path.startsWith("/etc/") ? Item.Kind.CONFIGURATION : Item.Kind.PROGRAM;
    add(new Item.RegularFile(path, new Content.OfFile(file), mode, kind));
  }

  /** Adds a file made here. */
  public void addText(String path, String text) {
    add(new Item.RegularFile(path, new Content.OfText(text), FILE_MODE, Item.Kind.PROGRAM));
  }

  /** Adds a gzipped file made here, as small as can be (Debian Policy 12.1 for manual pages). */
  public void addCompressedText(String path, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Gzip gzip = Gzip.smallest(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] file = bytes.toByteArray();
    file[EXTRA_FLAGS] = MOST_COMPRESSION;
    Content content = new Content.OfBytes(file);
    add(new Item.RegularFile(path, content, FILE_MODE, Item.Kind.PROGRAM));
  }

  public void addFolder(String path, int mode, int ownerId) {
    add(new Item.Folder(path, mode, ownerId));
  }

  /** Leaves out what was added. */
  public void remove(String path) {
    items.remove(path);
  }

  public void addLink(String path, String target) {
    add(new Item.Link(path, target));
  }

  private void add(Item item) {
    for (int slash = item.path().indexOf('/', 1);
        slash > 0;
        slash = item.path().indexOf('/', slash + 1)) {
      String parent = item.path().substring(0, slash);
      items.putIfAbsent(parent, new Item.Folder(parent, FOLDER_MODE, ROOT));
    }
    items.put(item.path(), item);
  }
}
