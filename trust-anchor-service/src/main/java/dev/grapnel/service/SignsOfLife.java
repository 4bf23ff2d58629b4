package dev.grapnel.service;

import dev.grapnel.protocol.supervision.SystemdNotice;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the service manager that the service is ready and, as long as it answers its own {@code
 * /livez}, that it lives: a process that hangs is then started anew.
 *
 * @param management where health is served
 */
record SignsOfLife(SystemdNotice manager, InetSocketAddress management) {
  private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** Returns once the latch is open. */
  void giveUntil(CountDownLatch stopped) throws InterruptedException {
    manager.ready("health at " + management);
    Optional<Duration> interval = manager.watchdogInterval();
    if (interval.isEmpty()) {
      stopped.await();
      return;
    }
    while (!stopped.await(interval.get().toMillis(), TimeUnit.MILLISECONDS)) {
      if (isAnswering()) {
        manager.alive();
      }
    }
  }

  private boolean isAnswering() {
    try {
      String host = management.getAddress().getHostAddress();
      URI livez = new URI("http", null, host, management.getPort(), "/livez", null, null);
      HttpURLConnection connection =
          (HttpURLConnection) livez.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.toIntExact(ANSWER_TIME.toMillis()));
      connection.setReadTimeout(Math.toIntExact(ANSWER_TIME.toMillis()));
      return connection.getResponseCode() == OK;
    } catch (IOException | URISyntaxException _) {
      return false;
    }
  }
}
