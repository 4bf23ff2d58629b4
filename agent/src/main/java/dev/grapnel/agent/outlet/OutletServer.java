package dev.grapnel.agent.outlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP listener of an outlet. What it shares with the others: limits, and the check of {@code
 * Host} against DNS rebinding.
 */
public final class OutletServer implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** Answers a request; the exchange is closed afterwards. */
  @FunctionalInterface
  interface Outlet {
    Reply answer(HttpExchange exchange) throws IOException;
  }

  /** An answer, with one more header if it needs one. */
  record Reply(
      int status,
      String contentType,
      String body,
      @Nullable String header,
      @Nullable String value) {
    static Reply of(int status, String contentType, String body) {
      return new Reply(status, contentType, body, null, null);
    }
  }

  private final HttpServer server;
  private final ExecutorService executor;

  private OutletServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * The limits of the JDK's server are system properties, read when its first class is loaded: call
   * this before that. Times are in seconds.
   */
  public static void setLimits() {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "64");
    System.setProperty("jdk.httpserver.maxConnections", "512");
  }

  /** Listens; port 0 picks a free one. */
  static OutletServer start(
      InetSocketAddress address, Optional<SSLContext> tls, Outlet outlet, String... moreHosts)
      throws IOException {
    HttpServer server;
    if (tls.isPresent()) {
      HttpsServer secure = HttpsServer.create(address, BACKLOG);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      server = secure;
    } else {
      server = HttpServer.create(address, BACKLOG);
    }
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(executor);
    boolean checkHost = tls.isEmpty();
    List<String> hosts = List.of(moreHosts);
    server.createContext("/", handler(outlet, checkHost, hosts));
    server.start();
    return new OutletServer(server, executor);
  }

  private static HttpHandler handler(Outlet outlet, boolean checkHost, List<String> hosts) {
    return exchange -> {
      try (exchange) {
        send(
            exchange,
            checkHost && !isOurs(exchange, hosts)
                ? Reply.of(403, "text/plain", "this host name is not served here")
                : outlet.answer(exchange));
      } catch (RuntimeException _) {
        send(exchange, Reply.of(500, "text/plain", "internal error"));
      }
    };
  }

  /**
   * Whether {@code Host} names this machine by an address or as localhost: a page in a browser
   * whose name was made to lead here has another.
   */
  private static boolean isOurs(HttpExchange exchange, List<String> hosts) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null) {
      return true; // HTTP/1.0, which no browser speaks
    }
    int colon = host.lastIndexOf(':');
    String name =
        (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    return isIpv4(name) || name.startsWith("[") || name.equals("localhost") || hosts.contains(name);
  }

  private static boolean isIpv4(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    if (reply.header() != null && reply.value() != null) {
      exchange.getResponseHeaders().set(reply.header(), reply.value());
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), body.length == 0 || head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Limits how many hops answers travel; whether this system lets us. */
  public boolean limitHops(int hops) {
    return isUsual(hops) || SocketTtl.set(server.getAddress(), hops);
  }

  /** Whether the system does so by itself: asking for it would load native calls for nothing. */
  private static boolean isUsual(int hops) {
    try {
      String text = Files.readString(Path.of("/proc/sys/net/ipv4/ip_default_ttl"));
      return text.strip().equals(Integer.toString(hops));
    } catch (IOException _) {
      return false;
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
