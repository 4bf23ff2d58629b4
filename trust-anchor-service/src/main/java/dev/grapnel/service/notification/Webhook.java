package dev.grapnel.service.notification;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to a receiver by POST, several at once, on a thread of its own. A receiver that
 * fails is tried again, after ever longer times with jitter; what it refuses, or does not take in
 * time, is logged, counted and let go. Redirects are not followed. Thread-safe.
 */
final class Webhook implements AutoCloseable {
  /** How many notices wait at most; more are dropped. */
  static final int MOST_WAITING = 10_000;

  /** How many notices one delivery has. */
  static final int MOST_OF_DELIVERY = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  /** Names a delivery, the same when it is tried again. */
  private static final String DELIVERY = "Grapnel-Delivery";

  private enum Outcome {
    DELIVERED,
    REFUSED,
    FAILED
  }

  private final WebhookSettings settings;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final WebhookMeters meters;
  private final HttpClient client;
  private final BlockingQueue<ExpiryNotice> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  private Webhook(
      WebhookSettings settings,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random,
      NoticeMeters meters) {
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
    this.meters = meters.webhook(queue::size);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.totalTime());
    settings.tls().ifPresent(builder::sslContext);
    this.client = builder.build();
    this.thread = Thread.ofPlatform().name("webhook").daemon().unstarted(this::run);
  }

  static Webhook start(
      WebhookSettings settings,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random,
      NoticeMeters meters) {
    Webhook webhook = new Webhook(settings, clock, nanoTime, random, meters);
    webhook.thread.start();
    return webhook;
  }

  /** Takes a notice to be sent; never waits. */
  void send(ExpiryNotice notice) {
    if (!queue.offer(notice)) {
      meters.dropped().increment();
    }
  }

  private void run() {
    List<ExpiryNotice> delivery = new ArrayList<>(MOST_OF_DELIVERY);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        delivery.add(queue.take());
        queue.drainTo(delivery, MOST_OF_DELIVERY - 1);
        deliver(delivery);
        delivery.clear();
      }
    } catch (InterruptedException _) {
      meters.dropped().increment(delivery.size());
    }
  }

  private void deliver(List<ExpiryNotice> notices) throws InterruptedException {
    byte[] body = NoticeJson.of(notices);
    String name = UUID.randomUUID().toString();
    long startNanos = nanoTime.getAsLong();
    long waitNanos = settings.firstRetry().toNanos();
    while (true) {
      switch (post(name, body)) {
        case DELIVERED -> {
          meters.delivered().increment(notices.size());
          return;
        }
        case REFUSED -> {
          meters.refused().increment(notices.size());
          return;
        }
        case FAILED -> {}
      }
      if (nanoTime.getAsLong() - startNanos + waitNanos > settings.giveUpAfter().toNanos()) {
        LOG.warn("the webhook did not take {} notices; giving them up", notices.size());
        meters.givenUp().increment(notices.size());
        return;
      }
      meters.retries().increment();
      TimeUnit.NANOSECONDS.sleep(jittered(waitNanos));
      waitNanos = Math.min(2 * waitNanos, settings.lastRetry().toNanos());
    }
  }

  /** From half the time to the whole. */
  private long jittered(long nanos) {
    return nanos / 2 + random.nextLong(nanos / 2 + 1);
  }

  private Outcome post(String name, byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.totalTime())
            .header("Content-Type", "application/json")
            .header("User-Agent", "grapnel-trust-anchor-service")
            .header(DELIVERY, name)
            .header(
                WebhookSignature.HEADER,
                WebhookSignature.of(settings.secret(), clock.instant(), body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      Duration time = settings.totalTime();
      return outcome(sent.get(time.toNanos(), TimeUnit.NANOSECONDS).statusCode());
    } catch (TimeoutException _) {
      LOG.warn("the webhook did not answer within {} ms", settings.totalTime().toMillis());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      LOG.warn("the webhook cannot be reached: {}", cause.toString());
    } finally {
      sent.cancel(true);
    }
    return Outcome.FAILED;
  }

  private static Outcome outcome(int status) {
    if (status >= 200 && status < 300) {
      return Outcome.DELIVERED;
    }
    boolean mayChange = status >= 500 || status == 408 || status == 425 || status == 429;
    LOG.warn(
        "the webhook answered with status {}; {}",
        status,
        mayChange ? "trying again" : "these notices are let go");
    return mayChange ? Outcome.FAILED : Outcome.REFUSED;
  }

  /** Ends at once; what was not delivered is let go. */
  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      LOG.warn("{} notices were not delivered to the webhook", queue.size());
      meters.dropped().increment(queue.size());
    }
  }
}
