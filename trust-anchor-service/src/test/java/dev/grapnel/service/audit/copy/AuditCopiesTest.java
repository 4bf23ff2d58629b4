package dev.grapnel.service.audit.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditKeys;
import dev.grapnel.service.audit.Checkpoint;
import dev.grapnel.service.audit.CheckpointStore;
import dev.grapnel.service.audit.FileAuditTrail;
import dev.grapnel.service.tls.TrustedRoots;
import dev.grapnel.service.token.MasterKey;
import dev.grapnel.service.token.MasterKeyWrap;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A real trail, copied to real receivers. */
class AuditCopiesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CopyTimes TIMES =
      new CopyTimes(Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMillis(100));

  @TempDir Path folder = Path.of("");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Optional<SyslogAddress> syslog = Optional.empty();
  private Optional<URI> otlp = Optional.empty();
  private Optional<OutputStream> output = Optional.empty();
  private Optional<Path> ca = Optional.empty();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void unixSocket_eachRecord_isAMessage() throws Exception {
    Path socket = folder.resolve("log");
    listen(socket);
    syslog = SyslogAddress.parse("unix:" + socket);
    FileAuditTrail trail = open();
    trail.record(event("r1", ""));
    trail.record(event("r2", "AccessDeniedException"));
    assertMessage(next(), 110, "AuditFileOpened", line(0));
    assertMessage(next(), 110, "CreateSession", line(1));
    assertMessage(next(), 108, "CreateSession", line(2));
  }

  @Test
  void unixSocket_receiverComesAndGoes_goesOn() throws Exception {
    Path socket = folder.resolve("log");
    syslog = SyslogAddress.parse("unix:" + socket);
    FileAuditTrail trail = open();
    trail.record(event("early", ""));
    await("failures", 1);
    Channel first = listen(socket);
    assertTrue(next().contains("AuditFileOpened"));
    assertTrue(next().contains("early"));
    first.close().sync();
    Files.deleteIfExists(socket);
    trail.record(event("between", ""));
    await("failures", 2);
    listen(socket);
    assertTrue(next().contains("between"));
    assertEquals(0, count("dropped"));
  }

  @Test
  void udp_eachRecord_isADatagram() throws Exception {
    DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    open.add(server);
    background(
        () -> {
          byte[] buffer = new byte[65_536];
          while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            server.receive(packet);
            received.add(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII));
          }
        });
    syslog = SyslogAddress.parse("udp://127.0.0.1:" + server.getLocalPort());
    open().record(event("r1", ""));
    assertMessage(next(), 110, "AuditFileOpened", line(0));
    assertMessage(next(), 110, "CreateSession", line(1));
  }

  @Test
  void tcp_octetCounted_alsoAfterTheServerWasAway() throws Exception {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    serve(server);
    syslog = SyslogAddress.parse("tcp://127.0.0.1:" + server.getLocalPort());
    FileAuditTrail trail = open();
    trail.record(event("r1", ""));
    assertMessage(next(), 110, "AuditFileOpened", line(0));
    assertMessage(next(), 110, "CreateSession", line(1));
    lastConnection.close();
    int sent = 0;
    while (received.isEmpty()) { // what was in the broken connection's buffers is lost
      trail.record(event("again" + sent++, ""));
      assertTrue(sent < 10_000);
      LockSupport.parkNanos(10_000_000);
    }
    assertTrue(next().contains("again"));
  }

  @Test
  void tls_underTheGivenCa() throws Exception {
    TestCa root = TestCa.root("Log CA", KeyKind.P256);
    ca = Optional.of(Files.writeString(folder.resolve("ca.pem"), root.pem()));
    ServerSocket server =
        context(root.leaf("logs").ipAddress("127.0.0.1").issue())
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    serve(server);
    syslog = SyslogAddress.parse("tls://127.0.0.1:" + server.getLocalPort());
    open().record(event("r1", ""));
    assertMessage(next(), 110, "AuditFileOpened", line(0));
    assertMessage(next(), 110, "CreateSession", line(1));
  }

  @Test
  void tls_serverOfAnotherName_isToldNothing() throws Exception {
    TestCa root = TestCa.root("Log CA", KeyKind.P256);
    ca = Optional.of(Files.writeString(folder.resolve("ca.pem"), root.pem()));
    ServerSocket server =
        context(root.leaf("logs").dnsName("elsewhere.example").issue())
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(server);
    serve(server);
    syslog = SyslogAddress.parse("tls://127.0.0.1:" + server.getLocalPort());
    open().record(event("r1", ""));
    await("failures", 2);
    assertTrue(received.isEmpty());
  }

  @Test
  void otlp_records_arriveAsLogRecords() throws Exception {
    AtomicInteger failing = new AtomicInteger(2);
    otlp = Optional.of(collector(() -> failing.getAndDecrement() > 0 ? 503 : 200));
    FileAuditTrail trail = open();
    trail.record(event("r1", ""));
    trail.record(event("r2", "AccessDeniedException"));
    await("sent", 3);
    assertEquals(2, count("failures"));
    List<JsonNode> records = new ArrayList<>();
    for (String body : received) {
      JsonNode resource = new ObjectMapper().readTree(body).at("/resourceLogs/0");
      assertEquals(
          "trust-anchor-service",
          resource.at("/resource/attributes/0/value/stringValue").asString());
      resource.at("/scopeLogs/0/logRecords").forEach(records::add);
    }
    JsonNode last = records.getLast();
    assertEquals(line(2), last.at("/body/stringValue").asString());
    assertEquals(NOW.getEpochSecond() + "000000000", last.at("/timeUnixNano").asString());
    assertEquals(13, last.at("/severityNumber").asInt());
    assertEquals("CreateSession", last.at("/attributes/0/value/stringValue").asString());
  }

  @Test
  void otlp_collectorRefuses_isCountedAndGoesOn() throws Exception {
    AtomicInteger status = new AtomicInteger(400);
    otlp = Optional.of(collector(status::get));
    FileAuditTrail trail = open();
    trail.record(event("r1", ""));
    await("dropped", 2);
    status.set(200);
    trail.record(event("r2", ""));
    await("sent", 1);
    assertEquals(0, count("failures"));
  }

  @Test
  void output_eachRecord_isALine() throws Exception {
    Path copy = folder.resolve("copy");
    output = Optional.of(Files.newOutputStream(copy));
    FileAuditTrail trail = open();
    trail.record(event("r1", ""));
    await("sent", 2);
    assertEquals(lines(), Files.readAllLines(copy));
  }

  @Test
  void record_whileNoDestinationTakesAnything_neitherWaitsNorLoses() throws Exception {
    ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(silent);
    CountDownLatch over = new CountDownLatch(1);
    open.add(over::countDown);
    output =
        Optional.of(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                try {
                  over.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            });
    syslog = SyslogAddress.parse("tcp://127.0.0.1:" + silent.getLocalPort());
    FileAuditTrail trail = open();
    String bulk = "x".repeat(3_000);
    int records = 0;
    while (count("dropped") < 100) { // more than queues and socket buffers hold
      trail.record(event("r" + records++, "", bulk));
      assertTrue(records < 60_000, "the queues are bounded");
      for (int i = 0; i < 20; i++) {
        copies.accept(("{\"n\":\"" + bulk + "\"}\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertEquals(records + 1, lines().size(), "each is on the disk");
    assertEquals(Optional.empty(), trail.problem());
  }

  private AuditCopies copies = AuditCopies.start(none(), new Random(1), new SimpleMeterRegistry());
  private volatile Socket lastConnection = new Socket();

  private static AuditCopies.Setup none() {
    try {
      return new AuditCopies.Setup(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          SSLContext.getDefault(),
          TIMES,
          "host",
          42);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private FileAuditTrail open() throws Exception {
    SSLContext tls = ca.isPresent() ? TrustedRoots.of(ca.get()) : SSLContext.getDefault();
    copies =
        AuditCopies.start(
            new AuditCopies.Setup(syslog, otlp, output, tls, TIMES, "host", 42),
            new Random(1),
            meters);
    open.add(copies);
    Path audit = folder.resolve("audit");
    MasterKey key = MasterKey.parse("A".repeat(43) + "=").orElseThrow();
    FileAuditTrail trail =
        FileAuditTrail.open(
            new FileAuditTrail.Setup(
                audit, "us-east-1", 1L << 30, Duration.ofDays(1), Duration.ofHours(1), 1, 0),
            AuditKeys.openOrCreate(audit, new MasterKeyWrap(key, List.of(), new SecureRandom())),
            new NoCheckpoints(),
            meters,
            InstantSource.fixed(NOW),
            System::nanoTime,
            copies);
    open.add(trail);
    return trail;
  }

  private static final class NoCheckpoints implements CheckpointStore {
    @Override
    public void save(Checkpoint checkpoint) {}

    @Override
    public Optional<Checkpoint> latest(String replica) {
      return Optional.empty();
    }
  }

  private static AuditEvent event(String requestId, String error) {
    return event(requestId, error, "v");
  }

  private static AuditEvent event(String requestId, String error, String value) {
    return new AuditEvent(
        NOW,
        requestId,
        "rolesanywhere.amazonaws.com",
        "CreateSession",
        "123456789012",
        "CN=\"eventName\":\"Forged\"",
        "192.0.2.1",
        "test",
        Map.of("k", value),
        Map.of(),
        Optional.of(error).filter(code -> !code.isEmpty()),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("audit"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("audit-")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private String line(int number) throws IOException {
    return lines().get(number);
  }

  private static void assertMessage(String message, int priority, String name, String line) {
    String time = name.equals("CreateSession") ? "2026-11-24T10:00:00Z" : NOW.toString();
    assertEquals(
        "<" + priority + ">1 " + time + " host trust-anchor-service 42 " + name + " - " + line,
        message);
  }

  private Channel listen(Path socket) throws InterruptedException {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    open.add(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync());
    return new Bootstrap()
        .group(group)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket m) {
                received.add(m.content().toString(StandardCharsets.US_ASCII));
              }
            })
        .bind(new DomainSocketAddress(socket.toFile()))
        .sync()
        .channel();
  }

  /** Reads octet-counted messages of one connection after the other. */
  private void serve(ServerSocket server) {
    background(
        () -> {
          while (true) {
            Socket connection = server.accept();
            lastConnection = connection;
            background(() -> read(connection));
          }
        });
  }

  private void read(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    while (true) {
      int length = 0;
      for (int c = in.readUnsignedByte(); c != ' '; c = in.readUnsignedByte()) {
        length = length * 10 + Character.digit(c, 10);
      }
      byte[] message = new byte[length];
      in.readFully(message);
      received.add(new String(message, StandardCharsets.US_ASCII));
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Until a socket is closed. */
  private static void background(Work work) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.run();
              } catch (IOException _) {
                // The test is over, or has closed the connection.
              }
            });
  }

  private URI collector(IntSupplier status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/logs",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int answer = status.getAsInt();
          if (answer == 200) {
            received.add(body);
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/logs");
  }

  private static SSLContext context(TestIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(identity.der()));
    store.setKeyEntry(
        "server", identity.keys().getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private String next() throws InterruptedException {
    String next = received.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing arrived");
    }
    return next;
  }

  private double count(String what) {
    return meters.find("grapnel.audit.copy." + what).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private void await(String what, double least) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(what) < least) {
      assertTrue(System.nanoTime() < end, what + ": " + count(what));
      LockSupport.parkNanos(5_000_000);
    }
  }
}
