package dev.grapnel.service.audit;

import dev.grapnel.service.file.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is appended to. For one thread at a time. */
interface TrailFile extends Closeable {
  void append(byte[] bytes) throws IOException;

  /** Returns once everything appended is on the disk. */
  void force() throws IOException;

  /** Cuts the file off behind so many bytes, and makes that last. */
  void cut(long sizeBytes) throws IOException;

  /** Where trail files come from; other than the disk, only in tests. */
  interface Disk {
    /** A new, empty file, whose name lasts. */
    TrailFile create(Path file) throws IOException;

    /** A file that is there, to append to its end. */
    TrailFile open(Path file) throws IOException;
  }

  /** The disk itself. */
  Disk DISK =
      new Disk() {
        @Override
        public TrailFile create(Path file) throws IOException {
          FileChannel channel = PrivateFile.createToAppend(file);
          PrivateFile.syncFolderOf(file);
          return new OnDisk(channel);
        }

        @Override
        public TrailFile open(Path file) throws IOException {
          return new OnDisk(FileChannel.open(file, StandardOpenOption.APPEND));
        }
      };

  /** A file of the operating system. */
  record OnDisk(FileChannel channel) implements TrailFile {
    @Override
    public void append(byte[] bytes) throws IOException {
      PrivateFile.writeFully(channel, ByteBuffer.wrap(bytes));
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void cut(long sizeBytes) throws IOException {
      channel.truncate(sizeBytes);
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
