package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A section of a shared credentials file. Whatever else is in the file stays byte for byte. Writers
 * of this program exclude each other by a lock file beside it; a reader sees a whole file always.
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
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
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

  private static FileChannel openLock(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static byte[] read(Path target) throws IOException {
    if (!Files.exists(target)) {
      return new byte[0];
    }
    if (Files.size(target) > MAX_BYTES) {
      throw new IOException("the credentials file " + target + " is over " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(target);
  }
}
