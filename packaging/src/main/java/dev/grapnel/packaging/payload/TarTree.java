package dev.grapnel.packaging.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes items as a tar archive: owned by root where nothing else is said, with one modification
 * time.
 */
public final class TarTree {
  private static final int ROOT = 0;
  private static final int PERMISSIONS = 07777;
  private static final int LINK_MODE = 0120777;

  private final TarArchiveOutputStream tar;
  private final Instant modified;

  public TarTree(OutputStream out, Instant modified) {
    tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    this.modified = modified;
  }

  /**
   * Writes the items.
   *
   * @param prefix what stands before each path: {@code .} in a deb, nothing in an image's layer
   */
  public void write(Collection<Item> items, String prefix) throws IOException {
    for (Item item : items) {
      String name = prefix + (prefix.isEmpty() ? item.path().substring(1) : item.path());
      switch (item) {
        case Item.Folder folder -> putFolder(name, folder);
        case Item.RegularFile file -> putFile(name, file);
        case Item.Link link -> putLink(name, link);
      }
    }
    tar.finish();
    tar.flush();
  }

  private void putFolder(String name, Item.Folder folder) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/");
    entry.setMode((entry.getMode() & ~PERMISSIONS) | folder.mode());
    open(entry, folder.ownerId());
    tar.closeArchiveEntry();
  }

  private void putFile(String name, Item.RegularFile file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(file.content().size());
    entry.setMode((TarArchiveEntry.DEFAULT_FILE_MODE & ~PERMISSIONS) | file.mode());
    open(entry, ROOT);
    try (InputStream content = file.content().open()) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  private void putLink(String name, Item.Link link) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(link.target());
    entry.setMode(LINK_MODE);
    open(entry, ROOT);
    tar.closeArchiveEntry();
  }

  private void open(TarArchiveEntry entry, int ownerId) throws IOException {
    entry.setIds(ownerId, ownerId);
    entry.setNames(ownerId == ROOT ? "root" : "", ownerId == ROOT ? "root" : "");
    entry.setModTime(FileTime.from(modified));
    tar.putArchiveEntry(entry);
  }
}
