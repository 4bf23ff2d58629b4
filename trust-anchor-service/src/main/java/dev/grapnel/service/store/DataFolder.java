package dev.grapnel.service.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The folder of everything that is one process's own. */
public final class DataFolder {
  /** The credentials of the first account's root, for the operator; never read back. */
  public static final String ROOT_CREDENTIALS_FILE = "root-credentials";

  private static final String LOCK_FILE = "lock";

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /** Makes the folder, for this user alone, unless it is there. */
  public static DataFolder open(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(
          absolute,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return new DataFolder(absolute);
  }

  public Path path() {
    return path;
  }

  public Path rootCredentialsFile() {
    return path.resolve(ROOT_CREDENTIALS_FILE);
  }

  /** What is to be said about the folder in the log. */
  public List<String> warnings() throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
    return mode.contains(PosixFilePermission.OTHERS_READ)
            || mode.contains(PosixFilePermission.OTHERS_EXECUTE)
        ? List.of("the data folder " + path + " is open to other users; chmod 700 it")
        : List.of();
  }

  /**
   * Takes the folder for this process until the lock is closed or the process ends.
   *
   * @throws IOException if another process has it
   */
  public FolderLock lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK_FILE),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it, which is as bad.
    }
    channel.close();
    throw new IOException(
        "the data folder "
            + path
            + " is in use by another trust-anchor-service; stop that one, or"
            + " give this one a folder of its own with --data");
  }

  /** A taken folder. */
  public static final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
