package dev.grapnel.service.store;

import dev.grapnel.service.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked to a folder of ours: the driver's own way is the folder for
 * temporary files, which is often mounted noexec and where each killed process leaves a copy.
 */
final class SqliteLibrary {
  private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";
  private static final String NAME_PROPERTY = "org.sqlite.lib.name";

  private SqliteLibrary() {}

  /**
   * Makes the driver load the library from the folder. Does nothing where the driver has been told
   * already, by its own property, where to find the library.
   */
  static void unpackTo(Path folder) throws IOException {
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + '/' + name;
    try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      if (in == null) {
        return; // An unusual platform; the driver says what it supports.
      }
      PrivateFile.makeFolder(folder);
      Path library = folder.resolve(name);
      byte[] content = in.readAllBytes();
      if (!Files.exists(library) || !Arrays.equals(Files.readAllBytes(library), content)) {
        PrivateFile.write(library, content);
      }
    }
    System.setProperty(FOLDER_PROPERTY, folder.toAbsolutePath().toString());
    System.setProperty(NAME_PROPERTY, name);
  }
}
