package dev.grapnel.agent.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.Scale;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AssumeRole hops against the STS of moto, which others wrote. */
class MotoTest {
  private static final List<String> PINS = List.of("moto[server]==5.2.5");

  @TempDir Path folder;

  @Test
  void hops_throughMotosSts_endWithCredentialsOfTheLastRole() throws Exception {
    assumeTrue(Scale.current() == Scale.LONG, "moto is tried with -Plong");
    int port = freePort();
    Process moto =
        new ProcessBuilder(
                PythonVenv.ready("moto", PINS).folder().resolve("bin/moto_server").toString(),
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile())
            .start();
    try {
      awaitListening(port);
      Endpoint sts =
          Endpoint.sts(
              new Endpoint.Choice(Optional.of("http://127.0.0.1:" + port), false),
              "aws",
              "us-east-1",
              Map.of());
      RoleChain chain =
          new RoleChain(
              sts,
              "us-east-1",
              List.of(
                  Arn.parse("arn:aws:iam::123456789012:role/middle"),
                  Arn.parse("arn:aws:iam::210987654321:role/last")),
              "grapnel-agent");
      Transport transport =
          UrlConnectionTransport.to(sts, ConnectionSettings.usual(new Proxies(Map.of())));
      SessionResult result = chain.follow(first(), transport, InstantSource.system());
      Credentials last = assertInstanceOf(SessionResult.Issued.class, result).credentials();
      assertTrue(last.accessKeyId().startsWith("ASIA"));
      assertFalse(last.accessKeyId().equals(first().accessKeyId()));
      assertTrue(last.accountId().equals("210987654321"));
      assertTrue(last.expiration().isAfter(Instant.now().plus(Duration.ofMinutes(50))));
    } finally {
      moto.destroy();
    }
  }

  private static Credentials first() {
    return new Credentials(
        "ASIAIOSFODNN7EXAMPLE",
        SecretValue.ofText("secret"),
        SecretValue.ofText("token"),
        "123456789012",
        Instant.now(),
        Instant.now().plus(Duration.ofHours(1)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (Instant.now().isBefore(end)) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("moto does not listen");
  }
}
