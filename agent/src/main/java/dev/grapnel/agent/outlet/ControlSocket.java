package dev.grapnel.agent.outlet;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A Unix socket: a line in, a line out. A caller is who may open the socket: this user alone (mode
 * 0600), or the members of one group as well. Its folder is made with mode 0700, or 0710 for a
 * group; one that is there must be this user's or root's, and not for everybody to write into.
 */
public final class ControlSocket implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 4_096;
  private static final int MAX_ANSWER_BYTES = 4 * 1_048_576;
  private static final int MAX_CONNECTIONS = 512;
  private static final int BACKLOG = 512;
  private static final long RETRY_NANOS = 100_000_000;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

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
    Path absolute = path.toAbsolutePath();
    Path folder = Objects.requireNonNull(absolute.getParent(), "a socket is not the root folder");
    createFolder(folder, group);
    FileOwner.requireSafeFolder(folder);
    if (Files.exists(absolute) && isAnswered(absolute)) {
      throw new IOException("another agent listens on " + path);
    }
    ControlSocket socket = new ControlSocket(bind(folder, absolute, group), absolute, answers);
    Thread.ofVirtual().name("control-socket").start(socket::accept);
    return socket;
  }

  /**
   * A folder that is there already keeps its mode: who made it has decided who may look into it.
   */
  private static void createFolder(Path folder, Optional<String> group) throws IOException {
    if (Files.isDirectory(folder)) {
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

  /**
   * Java cannot set the mode with which a socket is made, so it is made where nobody else gets to,
   * and moved when its mode is right.
   */
  private static ServerSocketChannel bind(Path folder, Path path, Optional<String> group)
      throws IOException {
    Path hidden = folder.resolve(".n" + ProcessHandle.current().pid());
    Path first = hidden.resolve("s");
    Files.deleteIfExists(first);
    Files.deleteIfExists(hidden);
    Files.createDirectory(hidden, PrivateFile.FOLDER_MODE);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(first), BACKLOG);
      permit(first, "rw-------");
      if (group.isPresent()) {
        give(first, group.get());
        permit(first, "rw-rw----");
      }
      Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } finally {
      Files.deleteIfExists(first);
      Files.deleteIfExists(hidden);
    }
  }

  private static boolean isAnswered(Path path) throws IOException {
    try (Deadline deadline = Deadline.start(ANSWER_LIMIT)) {
      deadline.channel.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (AsynchronousCloseException _) {
      return true; // one that is too busy to take a connection is one
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

  /** Asks the agent at that socket, which answers from memory; waits no longer than that. */
  public static String ask(Path path, String question, Duration limit) throws IOException {
    try (Deadline deadline = Deadline.start(limit)) {
      SocketChannel channel = deadline.channel;
      channel.connect(UnixDomainSocketAddress.of(path));
      write(channel, question + '\n');
      return readLine(channel, MAX_ANSWER_BYTES);
    } catch (AsynchronousCloseException e) {
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    }
  }

  /** The same, with the usual limit. */
  public static String ask(Path path, String question) throws IOException {
    return ask(path, question, ANSWER_LIMIT);
  }

  /** A connection that another thread closes when its time is up: Java has no such option here. */
  private static final class Deadline implements AutoCloseable {
    private final SocketChannel channel;
    private final CountDownLatch done = new CountDownLatch(1);

    private Deadline(SocketChannel channel) {
      this.channel = channel;
    }

    static Deadline start(Duration limit) throws IOException {
      Deadline deadline = new Deadline(SocketChannel.open(StandardProtocolFamily.UNIX));
      Thread.ofPlatform().daemon().name("deadline").start(() -> deadline.watch(limit));
      return deadline;
    }

    private void watch(Duration limit) {
      try {
        if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          channel.close();
        }
      } catch (InterruptedException | IOException _) {
        // The end of the process, or of the connection.
      }
    }

    @Override
    public void close() throws IOException {
      done.countDown();
      channel.close();
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
