package dev.grapnel.service.http;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many connections each client address has open, up to a limit. Thread-safe. */
final class AddressLimit {
  private final int limit;
  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  AddressLimit(int limit) {
    this.limit = limit;
  }

  /** Counts the channel until it closes, unless its address has too many. */
  boolean admit(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return true; // gone already
    }
    InetAddress address = remote.getAddress();
    if (open.merge(address, 1, Integer::sum) > limit) {
      release(address);
      return false;
    }
    channel.closeFuture().addListener(_ -> release(address));
    return true;
  }

  private void release(InetAddress address) {
    open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
