package dev.grapnel.protocol.supervision;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells systemd how this process is, by a datagram to {@code $NOTIFY_SOCKET}. Java has no datagrams
 * over Unix sockets, so the C library's are called. Without the variable nothing is done.
 * Thread-safe.
 *
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
@SuppressWarnings("restricted") // Java offers no other way to send a datagram over a Unix socket
public final class SystemdNotice {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MAX_PATH_BYTES = 107;

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;

  /**
   * Whoever the environment names.
   *
   * @param environment the process's: {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC}
   */
  public SystemdNotice(Map<String, String> environment) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    boolean usable = path.startsWith("/") || path.startsWith("@");
    socket = usable ? Optional.of(path) : Optional.empty();
    watchdog = watchdog(environment);
  }

  /** A third of what systemd waits for a sign of life. */
  private static Optional<Duration> watchdog(Map<String, String> environment) {
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
      return micros > 0 ? Optional.of(Duration.ofNanos(micros * 1_000 / 3)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** How often {@link #alive} must be called, if systemd waits for it. */
  public Optional<Duration> watchdogInterval() {
    return socket.isPresent() ? watchdog : Optional.empty();
  }

  /**
   * Start or reload is done.
   *
   * @param status a line for people
   */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + status);
  }

  /**
   * A reload begins; {@link #ready} ends it.
   *
   * @param monotonicNanos the time of {@code CLOCK_MONOTONIC}, as {@link System#nanoTime} tells it
   */
  public void reloading(long monotonicNanos) {
    send("RELOADING=1\nMONOTONIC_USEC=" + monotonicNanos / 1_000);
  }

  public void stopping() {
    send("STOPPING=1");
  }

  public void alive() {
    send("WATCHDOG=1");
  }

  private void send(String state) {
    if (socket.isEmpty()) {
      return;
    }
    byte[] path = socket.get().getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_PATH_BYTES) {
      return;
    }
    if (path[0] == '@') {
      path[0] = 0; // the abstract namespace
    }
    try (Arena arena = Arena.ofConfined()) {
      send(arena, path, state.getBytes(StandardCharsets.UTF_8));
    } catch (Throwable _) {
      // The program does its work whether or not somebody is told.
    }
  }

  private static void send(Arena arena, byte[] path, byte[] state) throws Throwable {
    MemorySegment address = arena.allocate(110);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
    int descriptor =
        (int)
            function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                .invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    if (descriptor < 0) {
      return;
    }
    MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, state);
    long _ =
        (long)
            Linker.nativeLinker()
                .downcallHandle(
                    symbol("sendto"),
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT))
                .invokeExact(descriptor, message, (long) state.length, 0, address, 2 + path.length);
    int _ = (int) function("close", ValueLayout.JAVA_INT).invokeExact(descriptor);
  }

  private static MethodHandle function(String name, ValueLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(symbol(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  private static MemorySegment symbol(String name) {
    SymbolLookup library = Linker.nativeLinker().defaultLookup();
    return library.findOrThrow(name);
  }
}
