package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A section of a shared credentials file. Whatever else is in the file stays byte for byte. Writers
 * of this program exclude each other by a lock file beside it; a reader sees a whole file always.
 *
 * <p>A symbolic link in the file's place is followed if it is this user's own, or root's: people
 * keep such files elsewhere. One that another user has put there, and a file of another user, is
 * refused, as it would lead credentials to where that user wants them.
 */
public final class CredentialsFile {
  private static final int MAX_BYTES = 16 * 1_048_576;

  /** Locks of a file are held by a process: its own threads need another. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path file;
  private final String section;

  public CredentialsFile(Path file, String section) {
    this.file = file;
    this.section = section;
  }

  /** Puts the credentials into the section, which is added if it is absent. */
  public void write(Credentials credentials) throws IOException {
    PrivateFile.createFolderOf(file);
    Path target = target();
    IN_PROCESS.lock();
    try (FileChannel channel = openLock(target.resolveSibling(target.getFileName() + ".lock"));
        FileLock _ = channel.lock()) {
      byte[] before = read(target);
      // One character a byte, so that what is not ours comes back as it was, whatever its encoding.
      String text = new String(before, StandardCharsets.ISO_8859_1);
      String after = IniSection.replace(text, section, credentials);
      PrivateFile.replace(target, after.getBytes(StandardCharsets.ISO_8859_1));
    } catch (OverlappingFileLockException e) {
      throw new IOException("the credentials file is being written by this process already", e);
    } finally {
      IN_PROCESS.unlock();
    }
  }

  /** Where the file really is. */
  private Path target() throws IOException {
    Path path = file.toAbsolutePath();
    if (Files.isSymbolicLink(path)) {
      FileOwner.requireOwnOrRoots(path, "the symbolic link");
    }
    Path target = Files.exists(path) ? path.toRealPath() : path;
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(target)) {
      FileOwner.requireOwn(target, "the credentials file");
    }
    return target;
  }

  private static FileChannel openLock(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static byte[] read(Path target) throws IOException {
    try (FileChannel channel =
            FileChannel.open(target, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        InputStream in = Channels.newInputStream(channel)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(
            "the credentials file " + target + " is over " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }
}
