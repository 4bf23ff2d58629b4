package dev.grapnel.agent.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which state of a file was read.
 *
 * @param path absolute, as it was named
 * @param stamp mode, owner, inode, size and second of change of what the path leads to, as {@code
 *     stat -L -c '%f %u %i %s %Y'} prints them
 */
public record FileStamp(Path path, String stamp) {
  /** The state of the file now; take it before reading the file. */
  public static FileStamp of(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    return new FileStamp(absolute, attributes(absolute).stamp());
  }

  /** Whether the file can be read, is the one that was read, and has not changed since then. */
  boolean isCurrent(Instant since) {
    try {
      Attributes now = attributes(path);
      return now.stamp().equals(stamp) && !now.changed().isAfter(since) && Files.isReadable(path);
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * What one look at a file tells.
   *
   * @param mode type and permission bits
   * @param owner the user's number
   * @param stamp as above
   * @param changed the time of change
   */
  record Attributes(int mode, int owner, String stamp, Instant changed) {}

  static Attributes attributes(Path path, LinkOption... options) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(path, "unix:mode,uid,ino,size,lastModifiedTime", options);
    int mode = (Integer) required(unix, "mode");
    int owner = (Integer) required(unix, "uid");
    FileTime changed = (FileTime) required(unix, "lastModifiedTime");
    String stamp =
        Integer.toHexString(mode)
            + ' '
            + Integer.toUnsignedString(owner)
            + ' '
            + required(unix, "ino")
            + ' '
            + required(unix, "size")
            + ' '
            + Math.floorDiv(changed.to(TimeUnit.NANOSECONDS), 1_000_000_000L);
    return new Attributes(mode, owner, stamp, changed.toInstant());
  }

  private static Object required(Map<String, Object> attributes, String name) throws IOException {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IOException("the file system does not tell a file's " + name);
    }
    return value;
  }
}
