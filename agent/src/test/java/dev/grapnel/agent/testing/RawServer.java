package dev.grapnel.agent.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that misbehaves below HTTP: what to do with each connection, a test says. */
public final class RawServer implements AutoCloseable {
  /** What to do with a connection whose request has been read. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(Socket socket) throws Exception;
  }

  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();

  private RawServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static RawServer start(Behaviour behaviour) throws IOException {
    RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> server.accept(behaviour));
    return server;
  }

  private void accept(Behaviour behaviour) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection, behaviour));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void serve(Socket connection, Behaviour behaviour) {
    try (connection) {
      readRequest(connection);
      behaviour.answer(connection);
    } catch (Exception _) {
      // The client's view of it is what a test looks at.
    }
  }

  private static void readRequest(Socket connection) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().contains("\r\n\r\n")) {
      int b = connection.getInputStream().read();
      if (b < 0) {
        return;
      }
      seen.append((char) b);
    }
  }

  /** Sends the text and closes. */
  public static Behaviour sending(String text) {
    return socket -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    };
  }

  /** Says nothing until the client gives up. */
  public static Behaviour silence() {
    return socket -> {
      while (socket.getInputStream().read() >= 0) {
        // What else the client sends.
      }
    };
  }

  /** Resets the connection. */
  public static Behaviour reset() {
    return socket -> {
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  public String endpoint() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
