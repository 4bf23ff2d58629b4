package dev.grapnel.benchmarks.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests for credentials to a metadata service, over connections that are kept. */
@SuppressWarnings("StringConcatToTextBlock") // A request ends its lines with CR LF.
final class MetadataLoad {
  /** What a run came to. */
  record Figures(double requestsPerSecond, double p50Millis, double p99Millis) {}

  private static final String ROLE_PATH = "/latest/meta-data/iam/security-credentials/demo";

  private final int port;

  MetadataLoad(int port) {
    this.port = port;
  }

  /** A session token of the service. */
  String token() throws IOException {
    try (Socket socket = open()) {
      write(
          socket,
          "PUT /latest/api/token HTTP/1.1\r\nHost: 127.0.0.1\r\n"
              + "X-aws-ec2-metadata-token-ttl-seconds: 21600\r\nContent-Length: 0\r\n\r\n");
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  Figures run(int connections, int requests, String token)
      throws InterruptedException, ExecutionException {
    int each = requests / connections;
    String request =
        "GET "
            + ROLE_PATH
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-aws-ec2-metadata-token: "
            + token
            + "\r\n\r\n";
    long start = System.nanoTime();
    List<long[]> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
      List<Future<long[]>> futures = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        futures.add(executor.submit(() -> exchange(request, each)));
      }
      for (Future<long[]> future : futures) {
        all.add(future.get());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Figures(
        nanos.length / seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }

  private long[] exchange(String request, int count) {
    long[] nanos = new long[count];
    try (Socket socket = open()) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        write(socket, request);
        if (!read(in).contains("AccessKeyId")) {
          throw new IOException("no credentials came back");
        }
        nanos[i] = System.nanoTime() - start;
      }
      return nanos;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The body of one answer, by its Content-Length. */
  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(512);
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("hung up: " + head);
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    int end = lower.indexOf("\r\n", at);
    int length = Integer.parseInt(lower.substring(at + 15, end).strip());
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }
}
