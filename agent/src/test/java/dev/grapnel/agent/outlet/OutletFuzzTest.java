package dev.grapnel.agent.outlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.Refresher;
import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** Whatever bytes reach an outlet, no credentials come back without its token. */
class OutletFuzzTest {
  private static final Refresher REFRESHER = refresher();
  private static final OutletServer SERVER = server();

  private static Refresher refresher() {
    Refresher refresher =
        new Refresher(
            new Refresher.Source() {
              @Override
              public Refresher.Outcome obtain(boolean urgent) {
                throw new AssertionError("nothing is refreshed here");
              }

              @Override
              public boolean hasChanged() {
                return false;
              }
            },
            new Refresher.Listener() {
              @Override
              public void refreshed(Credentials credentials) {}

              @Override
              public void failed(
                  Refresher.Outcome.Failed failure, Duration pause, boolean stillGood) {}
            },
            Instant::now,
            System::nanoTime,
            () -> 0.5);
    refresher.adopt(
        new Credentials(
            "ASIAFUZZ",
            SecretValue.ofText("the-secret"),
            SecretValue.ofText("the-token"),
            "123456789012",
            Instant.now(),
            Instant.now().plusSeconds(100_000)));
    return refresher;
  }

  private static OutletServer server() {
    try {
      OutletServer.setLimits();
      return MetadataService.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          new Served("fuzz", REFRESHER, (outlet, profile, status) -> {}),
          "role",
          System::nanoTime,
          new SecureRandom());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest
  void bytes(byte[] content) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(content);
      socket.shutdownOutput();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(!answer.contains("the-secret"));
      assertTrue(!answer.contains("\tat "), answer);
    } catch (java.net.SocketException | java.net.SocketTimeoutException _) {
      // Hung up on: that is an answer too.
    }
  }

  @FuzzTest
  void file(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String after = IniSection.replace(text, "p", REFRESHER.current().orElseThrow());
    assertTrue(after.contains("aws_access_key_id = ASIAFUZZ"));
    assertTrue(
        IniSection.replace(after, "p", REFRESHER.current().orElseThrow()).equals(after), after);
  }
}
