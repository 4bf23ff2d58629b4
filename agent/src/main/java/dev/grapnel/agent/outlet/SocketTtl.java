package dev.grapnel.agent.outlet;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The time to live of what a listener sends, which is the metadata service's hop limit: connections
 * take it over from the listening socket. Java has no such option, so the C library's {@code
 * setsockopt} is called on the descriptor, which is found by its port.
 */
@SuppressWarnings("restricted") // Java offers no other way to set IP_TTL
final class SocketTtl {
  private static final int MAX_DESCRIPTORS = 1_024;
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

  /** Sets it for the listener of this process at that port; whether that was possible. */
  static boolean set(int port, int hops) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle getName = function("getsockname", ADDRESS_CALL);
      MemorySegment address = arena.allocate(128);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
      for (int descriptor = 0; descriptor < MAX_DESCRIPTORS; descriptor++) {
        length.set(ValueLayout.JAVA_INT, 0, 128);
        int result = (int) getName.invokeExact(descriptor, address, length);
        if (result == 0 && port(address) == port && isListening(arena, descriptor)) {
          return set(arena, descriptor, hops);
        }
      }
      return false;
    } catch (Throwable _) {
      return false;
    }
  }

  /** In network byte order after the family, for IPv4 and IPv6 alike. */
  private static int port(MemorySegment address) {
    int high = address.get(ValueLayout.JAVA_BYTE, 2) & 0xff;
    int low = address.get(ValueLayout.JAVA_BYTE, 3) & 0xff;
    return high << 8 | low;
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
  private static boolean set(Arena arena, int descriptor, int hops) throws Throwable {
    MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, hops);
    MethodHandle setOption = function("setsockopt", SET_OPTION);
    int ipv4 = (int) setOption.invokeExact(descriptor, IPPROTO_IP, IP_TTL, value, 4);
    int ipv6 = (int) setOption.invokeExact(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, value, 4);
    return ipv4 == 0 || ipv6 == 0;
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }
}
