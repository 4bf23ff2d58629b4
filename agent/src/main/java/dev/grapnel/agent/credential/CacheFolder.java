package dev.grapnel.agent.credential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of a user's cached answers. Nothing is trusted that is not a plain file of the
 * effective user with mode 0600 in a folder of mode 0700; whatever is wrong with an entry is a
 * miss. Safe for use by many processes at once.
 */
public final class CacheFolder {
  private static final int PRIVATE_FOLDER = 0040700;
  private static final int PRIVATE_FILE = 0100600;
  private static final int MAX_ENTRY_BYTES = 65_536;
  private static final int MAX_SWEPT = 1_000;
  private static final Duration KEPT_AFTER_END = Duration.ofHours(1);

  /** A lock that a call still waits for must not be removed: none waits for that long. */
  private static final Duration LOCK_KEPT = Duration.ofDays(1);

  private static final byte[] LOCK_TEXT = {'\n'};
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final int user;

  private CacheFolder(Path folder, int user) {
    this.folder = folder;
    this.user = user;
  }

  /**
   * The folder that the environment names, made if it is absent; empty where there is none that may
   * be trusted, so that the caller works without a cache.
   */
  public static Optional<CacheFolder> open(Map<String, String> environment) {
    try {
      int user = effectiveUser();
      Optional<Path> path = locate(environment, user);
      if (path.isEmpty()) {
        return Optional.empty();
      }
      create(path.get());
      CacheFolder folder = new CacheFolder(path.get(), user);
      return folder.isPrivate() ? Optional.of(folder) : Optional.empty();
    } catch (IOException | UnsupportedOperationException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** The owner of a process's folder in /proc is its effective user. */
  private static int effectiveUser() throws IOException {
    return FileStamp.attributes(Path.of("/proc/self")).owner();
  }

  /** The same choice as the launcher's {@code find_cache_folder}. */
  private static Optional<Path> locate(Map<String, String> environment, int user) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (runtime.startsWith("/") && isFolderOf(Path.of(runtime), user)) {
      return Optional.of(Path.of(runtime, "grapnel-agent"));
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (cache.startsWith("/")) {
      return Optional.of(Path.of(cache, "grapnel-agent"));
    }
    String home = environment.getOrDefault("HOME", "");
    return home.startsWith("/")
        ? Optional.of(Path.of(home, ".cache", "grapnel-agent"))
        : Optional.empty();
  }

  private static boolean isFolderOf(Path path, int user) {
    try {
      return Files.isDirectory(path) && FileStamp.attributes(path).owner() == user;
    } catch (IOException _) {
      return false;
    }
  }

  private static void create(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(path, FOLDER_MODE);
    }
  }

  private boolean isPrivate() throws IOException {
    FileStamp.Attributes found = FileStamp.attributes(folder, LinkOption.NOFOLLOW_LINKS);
    return found.mode() == PRIVATE_FOLDER && found.owner() == user;
  }

  /** The entry that answers the request, fresh or not; its files are those that were read. */
  Optional<CacheEntry> find(CacheRequest request) {
    Path path = folder.resolve(request.fileName());
    try {
      FileStamp.Attributes found = FileStamp.attributes(path, LinkOption.NOFOLLOW_LINKS);
      if (!isPrivate() || found.mode() != PRIVATE_FILE || found.owner() != user) {
        return Optional.empty();
      }
      return CacheEntry.parse(read(path))
          .filter(entry -> entry.answers(request) && entry.isCurrent(found.changed()));
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static String read(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() > MAX_ENTRY_BYTES) {
        throw new IOException("the entry has over " + MAX_ENTRY_BYTES + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Until all is there.
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Replaces the request's entry.
   *
   * @param readAt a moment before the first of the entry's files was read
   */
  void store(CacheRequest request, CacheEntry entry, Instant readAt) throws IOException {
    String text = entry.text();
    String back = CacheEntry.parse(text).map(CacheEntry::text).orElse("");
    if (!back.equals(text) || text.length() > MAX_ENTRY_BYTES) {
      throw new IOException("the answer does not fit a cache entry");
    }
    replace(request.fileName(), text, readAt);
  }

  private void replace(String name, String text, Instant changed) throws IOException {
    Path temporary = folder.resolve("new-" + ProcessHandle.current().pid() + '-' + name);
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            FILE_MODE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.setLastModifiedTime(temporary, FileTime.from(changed));
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Tells the calls that wait for this one that it failed. */
  void storeFailure(CacheRequest request, RefreshFailure failure) throws IOException {
    replace(failureName(request), failure.text(), failure.at());
  }

  /** The last failure of the request, if the last attempt failed. */
  Optional<RefreshFailure> findFailure(CacheRequest request) {
    try {
      return RefreshFailure.parse(read(folder.resolve(failureName(request))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  void clearFailure(CacheRequest request) throws IOException {
    Files.deleteIfExists(folder.resolve(failureName(request)));
  }

  private static String failureName(CacheRequest request) {
    return "failed-" + request.fileName();
  }

  /** The lock of the request, unless another process holds it; it ends with this process. */
  Optional<Lock> tryLock(CacheRequest request) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(request.lockName()),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            FILE_MODE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.write(ByteBuffer.wrap(LOCK_TEXT)); // its time of change is that of its last use
        return Optional.of(new Lock(channel));
      }
    } catch (OverlappingFileLockException _) {
      // Held by this process.
    }
    channel.close();
    return Optional.empty();
  }

  /** A held lock; closing it lets the next process in. */
  record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Removes what nobody will use any more: entries an hour past their end, and forgotten files. */
  void sweep(Instant now) {
    int seen = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (++seen > MAX_SWEPT) {
          return;
        }
        if (isForgotten(file, now)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException _) {
      // The next call that stores an answer sweeps again.
    }
  }

  private static boolean isForgotten(Path file, Instant now) throws IOException {
    String name = String.valueOf(file.getFileName());
    Instant horizon = now.minus(KEPT_AFTER_END);
    if (name.startsWith("lock-")) {
      horizon = now.minus(LOCK_KEPT);
    }
    if (name.startsWith("new-") || name.startsWith("failed-") || name.startsWith("lock-")) {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(horizon);
    }
    if (!name.startsWith("r") || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Instant end =
        CacheEntry.parse(read(file)).flatMap(CacheEntry::expiration).orElse(Instant.EPOCH);
    return end.isBefore(horizon);
  }
}
