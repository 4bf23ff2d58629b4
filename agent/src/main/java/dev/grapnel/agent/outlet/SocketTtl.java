package dev.grapnel.agent.outlet;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The time to live of what a listener sends, which is the metadata service's hop limit: connections
 * take it over from the listening socket. Java has no such option, so the C library's {@code
 * setsockopt} is called on the descriptor, which is found by its address and port.
 */
@SuppressWarnings("restricted") // Java offers no other way to set IP_TTL
final class SocketTtl {
  private static final String DESCRIPTORS = "/proc/self/fd";
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int IPPROTO_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ACCEPTCONN = 30;
  private static final FunctionDescriptor ADDRESS_CALL =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
  private static final FunctionDescriptor GET_OPTION =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);
  private static final FunctionDescriptor SET_OPTION =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);

  private SocketTtl() {}

  /** Sets it for the listener of this process at that address; whether that was possible. */
  static boolean set(InetSocketAddress listener, int hops) {
    String @Nullable [] descriptors = new File(DESCRIPTORS).list();
    if (descriptors == null) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle getName = function("getsockname", ADDRESS_CALL);
      MemorySegment address = arena.allocate(128);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
      for (String name : descriptors) {
        int descriptor = Integer.parseInt(name);
        length.set(ValueLayout.JAVA_INT, 0, 128);
        int result = (int) getName.invokeExact(descriptor, address, length);
        if (result == 0 && isAt(listener, address) && isListening(arena, descriptor)) {
          return set(arena, descriptor, address.get(ValueLayout.JAVA_SHORT, 0), hops);
        }
      }
      return false;
    } catch (Throwable _) {
      return false;
    }
  }

  /** The family; in network byte order the port; then IPv4's address, or a word and IPv6's. */
  private static boolean isAt(InetSocketAddress listener, MemorySegment address)
      throws UnknownHostException {
    int high = address.get(ValueLayout.JAVA_BYTE, 2) & 0xff;
    int low = address.get(ValueLayout.JAVA_BYTE, 3) & 0xff;
    short family = address.get(ValueLayout.JAVA_SHORT, 0);
    if ((family != AF_INET && family != AF_INET6) || (high << 8 | low) != listener.getPort()) {
      return false;
    }
    byte[] bytes = new byte[family == AF_INET ? 4 : 16];
    int start = family == AF_INET ? 4 : 8;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = address.get(ValueLayout.JAVA_BYTE, start + i);
    }
    // An address of IPv4 within one of IPv6 becomes what it stands for.
    InetAddress found = InetAddress.getByAddress(bytes);
    InetAddress wanted = listener.getAddress();
    return found.equals(wanted) || (found.isAnyLocalAddress() && wanted.isAnyLocalAddress());
  }

  private static boolean isListening(Arena arena, int descriptor) throws Throwable {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 4);
    int result =
        (int)
            function("getsockopt", GET_OPTION)
                .invokeExact(descriptor, SOL_SOCKET, SO_ACCEPTCONN, value, length);
    return result == 0 && value.get(ValueLayout.JAVA_INT, 0) != 0;
  }

  /** The JDK's sockets are of IPv6 where the system has it, and speak IPv4 through it. */
  private static boolean set(Arena arena, int descriptor, short family, int hops) throws Throwable {
    MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, hops);
    MethodHandle setOption = function("setsockopt", SET_OPTION);
    int ipv4 = (int) setOption.invokeExact(descriptor, IPPROTO_IP, IP_TTL, value, 4);
    if (family == AF_INET) {
      return ipv4 == 0;
    }
    int ipv6 = (int) setOption.invokeExact(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, value, 4);
    return ipv4 == 0 && ipv6 == 0;
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }
}
