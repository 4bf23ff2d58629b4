package dev.grapnel.service.http;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a connection has been without a request for so long. One timer for a connection's
 * life, set anew only when it runs out, so that a busy connection pays nothing. For the event loop.
 */
final class IdleWatch {
  private final ChannelHandlerContext ctx;
  private final long idleNanos;
  private final BooleanSupplier busy;
  private final Runnable onIdle;
  private long quietSinceNanos;
  private @Nullable Future<?> timer;

  IdleWatch(ChannelHandlerContext ctx, Duration idle, BooleanSupplier busy, Runnable onIdle) {
    this.ctx = ctx;
    this.idleNanos = idle.toNanos();
    this.busy = busy;
    this.onIdle = onIdle;
    touch();
    schedule(idleNanos);
  }

  /** The connection has just done something useful. */
  void touch() {
    quietSinceNanos = ctx.executor().ticker().nanoTime();
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void schedule(long nanos) {
    timer = ctx.executor().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    if (busy.getAsBoolean()) {
      touch();
    }
    long left = idleNanos - (ctx.executor().ticker().nanoTime() - quietSinceNanos);
    if (left <= 0) {
      onIdle.run();
    } else {
      schedule(left);
    }
  }
}
