package dev.grapnel.agent.outlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose files are. What another user has put in a file's place is not written through. */
final class FileOwner {
  private static final int ROOT = 0;
  private static final int WRITABLE_BY_ALL = 0002;
  private static final int STICKY = 01000;

  private FileOwner() {}

  /** The owner of what the path names, a symbolic link itself included. */
  private static int of(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** The owner of a process's folder in /proc is its effective user. */
  private static int self() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  static void requireOwn(Path path, String what) throws IOException {
    require(path, what, of(path), false);
  }

  static void requireOwnOrRoots(Path path, String what) throws IOException {
    require(path, what, of(path), true);
  }

  private static void require(Path path, String what, int owner, boolean orRoots)
      throws IOException {
    int self = self();
    if (owner != self && !(orRoots && owner == ROOT)) {
      throw new IOException(
          what + " " + path + " belongs to user " + owner + ", but this is user " + self);
    }
  }

  /** Refuses a folder of another user, and one in which everybody may replace what is there. */
  static void requireSafeFolder(Path folder) throws IOException {
    requireOwnOrRoots(folder.toRealPath(), "the folder");
    int mode = (Integer) Files.getAttribute(folder, "unix:mode");
    if ((mode & WRITABLE_BY_ALL) != 0 && (mode & STICKY) == 0) {
      throw new IOException("everybody may write into the folder " + folder);
    }
  }
}
