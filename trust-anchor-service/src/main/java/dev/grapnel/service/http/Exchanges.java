package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests to the handler, each on a virtual thread of its own, a bounded number at a time,
 * and sees to it that each gets an answer. Thread-safe.
 */
final class Exchanges implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
  private static final String REQUEST_ID = "x-amzn-requestid";

  private final HttpHandler handler;
  private final EdgeAnswers edge;
  private final Supplier<String> requestIds;
  private final HttpMeters meters;
  private final Semaphore permits;
  private final ExecutorService threads;

  Exchanges(
      HttpHandler handler,
      EdgeAnswers edge,
      Supplier<String> requestIds,
      HttpMeters meters,
      int inFlight) {
    this(
        handler,
        edge,
        requestIds,
        meters,
        inFlight,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
  }

  /** With the threads that requests are handled on, which it ends when it is closed. */
  Exchanges(
      HttpHandler handler,
      EdgeAnswers edge,
      Supplier<String> requestIds,
      HttpMeters meters,
      int inFlight,
      ExecutorService threads) {
    this.handler = handler;
    this.edge = edge;
    this.requestIds = requestIds;
    this.meters = meters;
    this.permits = new Semaphore(inFlight);
    this.threads = threads;
    meters.inFlight(() -> inFlight - permits.availablePermits());
  }

  /** A request whose answer goes to the callback, from another thread or at once. */
  void start(
      MessageHead head, byte[] body, Channel channel, boolean secure, Consumer<HttpResponse> done) {
    String requestId = requestIds.get();
    if (!permits.tryAcquire()) {
      done.accept(refuse(EdgeFault.BUSY, head.rawPath(), requestId));
      return;
    }
    HttpRequest request =
        new HttpRequest(
            head.method(),
            head.rawPath(),
            head.rawQuery(),
            head.headers(),
            body,
            remoteAddress(channel),
            secure,
            requestId);
    try {
      threads.execute(() -> answer(request, done));
    } catch (RejectedExecutionException _) {
      permits.release();
      done.accept(refuse(EdgeFault.BUSY, head.rawPath(), requestId));
    }
  }

  /** The answer to a request that reaches no handler. */
  HttpResponse refuse(EdgeFault fault, String rawPath) {
    return refuse(fault, rawPath, requestIds.get());
  }

  private HttpResponse refuse(EdgeFault fault, String rawPath, String requestId) {
    meters.refused(fault.kind());
    HttpResponse answer = edge.render(fault, rawPath, requestId);
    Headers headers = answer.headers();
    if (fault.kind() == EdgeFault.Kind.OVERLOADED) {
      headers = headers.with("retry-after", "1");
    }
    return identified(new HttpResponse(answer.status(), headers, answer.body()), requestId);
  }

  private void answer(HttpRequest request, Consumer<HttpResponse> done) {
    HttpResponse answer;
    try {
      answer = identified(handler.handle(request), request.requestId());
      AnswerHead.check(answer);
    } catch (Throwable failure) { // whatever it is, the caller gets an answer
      LOG.error("request {} failed: this is a bug", request.requestId(), failure);
      answer = refuse(EdgeFault.INTERNAL, request.rawPath(), request.requestId());
    } finally {
      permits.release();
    }
    meters.answered(answer.status());
    done.accept(answer);
  }

  private static HttpResponse identified(HttpResponse answer, String requestId) {
    return answer.headers().first(REQUEST_ID).isPresent()
        ? answer
        : new HttpResponse(
            answer.status(), answer.headers().with(REQUEST_ID, requestId), answer.body());
  }

  private static InetAddress remoteAddress(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** Lets no further request start; does not wait. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
