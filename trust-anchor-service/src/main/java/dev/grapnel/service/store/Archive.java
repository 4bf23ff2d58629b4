package dev.grapnel.service.store;

import dev.grapnel.service.file.PrivateFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;

/**
 * Exports to and imports from a file, gzipped where its name ends in {@code .gz}. Exports may be
 * made while services run; an import wants an empty store.
 */
final class Archive {
  private static final int GZIP_MAGIC = 0x1f8b;

  /** Takes the content of files of the data folder, by name. */
  @FunctionalInterface
  interface FolderFiles {
    void take(Map<String, byte[]> files) throws IOException;
  }

  private final Engine engine;

  Archive(Engine engine) {
    this.engine = engine;
  }

  /** Writes the file, for this user alone; it is whole, and on disk, or not there. */
  void write(Path file, Instant now, Map<String, byte[]> files) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary =
        Files.createTempFile(
            target.getParent(),
            "." + target.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        // The streams are finished, not closed, so that the channel is open for the sync.
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        writeContent(target, out, now, files);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    PrivateFile.syncFolderOf(target);
  }

  /**
   * Fills the empty store.
   *
   * @param files takes the content for the data folder that came with it, before anything is kept
   */
  void read(Path file, FolderFiles files) throws IOException {
    try {
      boolean _ =
          engine.write(
              handle -> {
                read(file, handle, files);
                return true;
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeContent(Path target, OutputStream out, Instant now, Map<String, byte[]> files)
      throws IOException {
    if (!target.toString().endsWith(".gz")) {
      writeRows(out, now, files);
      return;
    }
    GZIPOutputStream packed = new GZIPOutputStream(out);
    writeRows(packed, now, files);
    packed.finish();
  }

  private void writeRows(OutputStream out, Instant now, Map<String, byte[]> files)
      throws IOException {
    engine.read(
        handle -> {
          ExportWriter.write(handle, now, files, out);
          return true;
        });
  }

  private static void read(Path file, Handle handle, FolderFiles files) {
    if (!isEmpty(handle)) {
      throw new UncheckedIOException(
          new IOException("the store is not empty; restore into an empty data folder or database"));
    }
    try (InputStream in = opened(file)) {
      files.take(ExportReader.read(in, handle));
      // Whoever follows this store reads it all again.
      handle.execute("UPDATE registry_state SET complete_since = version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmpty(Handle handle) {
    return handle
            .createQuery("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM ring_key)")
            .mapTo(Long.class)
            .one()
        == 0;
  }

  private static InputStream opened(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = (in.read() << 8) | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
  }
}
