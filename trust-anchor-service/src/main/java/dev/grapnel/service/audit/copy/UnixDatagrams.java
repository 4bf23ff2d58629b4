package dev.grapnel.service.audit.copy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Datagrams over a Unix socket. Java has none, so the C library's are called (Linux's numbers). A
 * send waits while the receiver's buffer is full. For one thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
@SuppressWarnings("restricted") // Java offers no other way to send a datagram over a Unix socket
final class UnixDatagrams implements SyslogDatagrams.Sender {
  /** The longest path of a socket, its ending zero apart. */
  static final int MAX_PATH_BYTES = 107;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int ADDRESS_BYTES = 110;

  private final int descriptor;
  private final MethodHandle send;

  private UnixDatagrams(int descriptor) {
    this.descriptor = descriptor;
    this.send =
        Linker.nativeLinker()
            .downcallHandle(
                symbol("send"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));
  }

  /**
   * Connects.
   *
   * @throws IOException if there is no socket of that path, or nobody listens at it
   */
  static UnixDatagrams open(String path) throws IOException {
    int descriptor = call("socket", AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    if (descriptor < 0) {
      throw new IOException("no Unix socket can be made");
    }
    if (!connect(descriptor, path)) {
      int _ = call("close", descriptor);
      throw new IOException("nobody listens at " + path);
    }
    return new UnixDatagrams(descriptor);
  }

  private static boolean connect(int descriptor, String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_PATH_BYTES) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, bytes.length);
      MethodHandle connect =
          Linker.nativeLinker()
              .downcallHandle(
                  symbol("connect"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS,
                      ValueLayout.JAVA_INT));
      return (int) connect.invokeExact(descriptor, address, ADDRESS_BYTES) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("connect cannot be called", e);
    }
  }

  @Override
  public void send(byte[] message) throws IOException {
    long sent;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      sent = (long) send.invokeExact(descriptor, text, (long) message.length, MSG_NOSIGNAL);
    } catch (Throwable e) {
      throw new IllegalStateException("send cannot be called", e);
    }
    if (sent != message.length) {
      throw new IOException("a datagram of " + message.length + " bytes was not taken");
    }
  }

  @Override
  public void close() {
    int _ = call("close", descriptor);
  }

  private static int call(String name, int... arguments) {
    ValueLayout[] layouts = new ValueLayout[arguments.length];
    Object[] values = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      layouts[i] = ValueLayout.JAVA_INT;
      values[i] = arguments[i];
    }
    try {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(symbol(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts))
              .invokeWithArguments(values);
    } catch (Throwable e) {
      throw new IllegalStateException(name + " cannot be called", e);
    }
  }

  private static MemorySegment symbol(String name) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(name);
  }
}
