package dev.grapnel.service.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL of the machine's own binaries, for one test class: in a temporary folder, on a
 * free loopback port, as an unprivileged user where the tests run as root. A test that needs one is
 * skipped where there are no binaries.
 */
public final class PostgresServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";

  private final Path binaries;
  private final Path folder;
  private final int port;
  private final boolean asNobody;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(Path binaries, Path folder, int port, boolean asNobody) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
    this.asNobody = asNobody;
  }

  /** Makes a cluster and starts it. */
  public static PostgresServer start() throws IOException, InterruptedException {
    Optional<Path> binaries = binaries();
    Assumptions.assumeTrue(
        binaries.isPresent(), "skipped: no PostgreSQL 15 or later in " + VERSIONS);
    Path folder = Files.createTempDirectory("grapnel-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    boolean root = "root".equals(System.getProperty("user.name"));
    PostgresServer server = new PostgresServer(binaries.get(), folder, freePort(), root);
    server.run(
        "initdb",
        "--no-sync",
        "--auth=trust",
        "--username=" + USER,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--pgdata=" + server.data());
    server.startAgain();
    return server;
  }

  /** A new, empty database of this cluster. */
  public StoreSettings.Postgres database() throws SQLException {
    String name = "grapnel" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new StoreSettings.Postgres(url(name), Optional.of(USER), Optional.empty());
  }

  /** Starts the cluster after {@link #kill}. */
  public void startAgain() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "--pgdata=" + data(),
        "--wait",
        "--timeout=60",
        "--log=" + folder.resolve("log"),
        "--options=-F -p "
            + port
            + " -k "
            + folder
            + " -c listen_addresses=127.0.0.1"
            + " -c max_connections=200",
        "start");
  }

  /** Ends the cluster at once, as a crash does. */
  public void kill() throws IOException, InterruptedException {
    run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
  }

  /** Ends the cluster and deletes it. */
  public void stop() throws IOException, InterruptedException {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + '/' + database;
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (asNobody) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve(program + ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(program + " failed: " + Files.readString(output));
    }
  }

  private static Optional<Path> binaries() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(path -> Integer.parseInt(path.getFileName().toString()) >= 15)
          .map(path -> path.resolve("bin"))
          .filter(path -> Files.isExecutable(path.resolve("initdb")))
          .findFirst();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
