package dev.grapnel.service.revocation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on loopback that hands out bytes by path, well or badly. */
public final class CrlServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Semaphore silence = new Semaphore(0);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger notModified = new AtomicInteger();
  private volatile int status = 200;
  private volatile boolean silent;
  private volatile boolean dripping;

  public CrlServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://" + host() + path;
  }

  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** From now on connections are accepted and nothing is answered. */
  public void beSilent() {
    silent = true;
  }

  /** From now on an answer begins and never ends. */
  public void drip() {
    dripping = true;
  }

  public void answerWith(int newStatus) {
    status = newStatus;
  }

  public int requests() {
    return requests.get();
  }

  public int notModified() {
    return notModified.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      if (silent) {
        silence.acquire();
        return;
      }
      answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] content = files.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
    String tag = '"' + Integer.toHexString(java.util.Arrays.hashCode(content)) + '"';
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      notModified.incrementAndGet();
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(status, dripping ? content.length + 1_000_000 : content.length);
    exchange.getResponseBody().write(content);
    if (dripping) {
      exchange.getResponseBody().flush();
      silence.acquire();
    }
  }

  @Override
  public void close() {
    silence.release(1_000);
    server.stop(0);
    threads.shutdownNow();
  }
}
