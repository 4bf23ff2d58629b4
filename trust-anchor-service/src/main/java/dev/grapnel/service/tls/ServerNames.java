package dev.grapnel.service.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Under which names clients may reach a server on this machine. */
public final class ServerNames {
  private static final String DNS_NAME = "[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?";

  private ServerNames() {}

  /**
   * The loopback names, the host it listens on, this machine's name, and further ones.
   *
   * @param listenHost a name or an address; one that means every address adds nothing
   */
  public static Set<String> of(String listenHost, Collection<String> further) {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    if (!listenHost.equals("0.0.0.0") && !listenHost.equals("::")) {
      names.add(listenHost);
    }
    names.addAll(further);
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException _) {
      // a machine without a name of its own
    }
    names.removeIf(name -> name.indexOf(':') < 0 && !name.matches(DNS_NAME));
    return names;
  }
}
