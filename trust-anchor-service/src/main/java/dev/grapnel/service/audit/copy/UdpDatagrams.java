package dev.grapnel.service.audit.copy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Datagrams over UDP. */
record UdpDatagrams(DatagramSocket socket) implements SyslogDatagrams.Sender {
  static UdpDatagrams open(SyslogAddress.Udp address) throws IOException {
    InetSocketAddress server = new InetSocketAddress(address.host(), address.port());
    if (server.isUnresolved()) {
      throw new SocketException("unknown host " + address.host());
    }
    DatagramSocket socket = new DatagramSocket();
    socket.connect(server);
    return new UdpDatagrams(socket);
  }

  @Override
  public void send(byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, message.length));
  }

  @Override
  public void close() {
    socket.close();
  }
}
