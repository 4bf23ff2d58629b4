package dev.grapnel.benchmarks;

import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Sends prepared requests to a service on this machine, over a fixed number of connections, each
 * request once; every answer must be 201.
 *
 * @param tls gives the TLS set-up of each new connection
 * @param requestsPerConnection how many requests a connection carries before it is closed
 */
public record LoadRun(
    URI api, Supplier<SSLContext> tls, int connections, int requestsPerConnection) {
  private static final int CREATED = 201;

  /** Returns when every request has been answered. */
  public void send(List<byte[]> requests) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        workers.add(threads.submit(() -> work(requests, next)));
      }
    }
    for (Future<?> worker : workers) {
      await(worker);
    }
  }

  private void work(List<byte[]> requests, AtomicInteger next) {
    int number = next.getAndIncrement();
    while (number < requests.size()) {
      try (Wire wire = new Wire(api, tls.get())) {
        for (int i = 0; i < requestsPerConnection && number < requests.size(); i++) {
          check(wire.send(requests.get(number)));
          number = next.getAndIncrement();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void check(Wire.Answer answer) throws IOException {
    if (answer.status() != CREATED) {
      throw new IOException("the service answered " + answer.status() + ": " + answer.text());
    }
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
