package dev.grapnel.agent.outlet;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket: a line in, a line out. A caller is who may open the socket: this user alone, or
 * the members of one group as well.
 */
public final class ControlSocket implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 4_096;
  private static final int MAX_ANSWER_BYTES = 4 * 1_048_576;
  private static final int MAX_CONNECTIONS = 512;
  private static final int BACKLOG = 512;
  private static final long RETRY_NANOS = 100_000_000;

  private final ServerSocketChannel channel;
  private final Path path;
  private final UnaryOperator<String> answers;
  private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);

  private ControlSocket(ServerSocketChannel channel, Path path, UnaryOperator<String> answers) {
    this.channel = channel;
    this.path = path;
    this.answers = answers;
  }

  /**
   * Listens; a socket that a process left behind is replaced.
   *
   * @param group whose members may ask; this process must be one. If absent, this user alone may
   */
  public static ControlSocket start(
      Path path, Optional<String> group, UnaryOperator<String> answers) throws IOException {
    createFolder(path.toAbsolutePath().getParent(), group);
    if (Files.exists(path)) {
      if (isAnswered(path)) {
        throw new IOException("another agent listens on " + path);
      }
      Files.delete(path);
    }
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
    permit(path, "rw-------");
    if (group.isPresent()) {
      give(path, group.get());
      permit(path, "rw-rw----");
    }
    ControlSocket socket = new ControlSocket(channel, path, answers);
    Thread.ofVirtual().name("control-socket").start(socket::accept);
    return socket;
  }

  /**
   * A folder that is there already keeps its mode: who made it has decided who may look into it.
   */
  private static void createFolder(@Nullable Path folder, Optional<String> group)
      throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    PrivateFile.createFolderOf(folder.resolve("socket"));
    if (group.isPresent()) {
      give(folder, group.get());
      permit(folder, "rwx--x---");
    }
  }

  private static void give(Path path, String group) throws IOException {
    try {
      GroupPrincipal principal =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
      Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(principal);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("there is no group " + group + " (agent.socket-group)", e);
    } catch (FileSystemException e) {
      throw new IOException(
          "the agent's user is no member of the group " + group + " (agent.socket-group)", e);
    }
  }

  private static void permit(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static boolean isAnswered(Path path) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel connection = channel.accept();
        if (connections.tryAcquire()) {
          Thread.ofVirtual().name("control-connection").start(() -> serve(connection));
        } else {
          connection.close();
        }
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException _) {
        // Too many open files, or the like: it passes.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      write(connection, answers.apply(readLine(connection, MAX_LINE_BYTES)) + '\n');
    } catch (IOException _) {
      // Whoever asked is gone.
    } finally {
      connections.release();
    }
  }

  /** Asks the agent at that socket. */
  public static String ask(Path path, String question) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      write(channel, question + '\n');
      return readLine(channel, MAX_ANSWER_BYTES);
    }
  }

  private static String readLine(SocketChannel channel, int limit) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1_024);
    while (channel.read(bytes) >= 0) {
      int last = bytes.position() - 1;
      if (last >= 0 && bytes.get(last) == '\n') {
        return new String(bytes.array(), 0, last, StandardCharsets.UTF_8);
      }
      if (!bytes.hasRemaining()) {
        if (bytes.capacity() >= limit) {
          throw new IOException("a line of over " + limit + " bytes");
        }
        bytes = ByteBuffer.allocate(Math.min(limit, bytes.capacity() * 4)).put(bytes.flip());
      }
    }
    throw new IOException("the line did not end");
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
