package dev.grapnel.service.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a registry up with changes that other processes make, on a thread of its own: at once when
 * the store signals one, and at each interval in case a signal is lost. Once a change is committed
 * elsewhere it is in effect here within the interval and the time of one read.
 */
public final class RegistryFollower implements AutoCloseable {
  /** How often the store is asked without a signal. */
  public static final Duration INTERVAL = Duration.ofMillis(400);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);

  private final Registry registry;
  private final RegistryStore store;
  private final BooleanSupplier onChange;
  private final Thread thread;
  private volatile boolean stopped;

  /** The version that {@link #onChange} has taken in; of the follower's thread alone. */
  private long takenIn = -1;

  private RegistryFollower(Registry registry, RegistryStore store, BooleanSupplier onChange) {
    this.registry = registry;
    this.store = store;
    this.onChange = onChange;
    this.thread = Thread.ofPlatform().name("registry-follower").daemon().unstarted(this::follow);
  }

  /**
   * Starts following.
   *
   * @param onChange what else takes in changes, such as the key ring, and says whether it has;
   *     asked again until it has, and at the start
   */
  public static RegistryFollower start(
      Registry registry, RegistryStore store, BooleanSupplier onChange) {
    RegistryFollower follower = new RegistryFollower(registry, store, onChange);
    follower.thread.start();
    return follower;
  }

  /** Stops following; returns when the thread has ended. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    boolean reachable = true;
    while (!stopped) {
      try {
        store.awaitChange(INTERVAL);
        reachable = catchUp(reachable);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Takes in changes; says whether the store was there. Nothing that goes wrong ends the thread.
   */
  private boolean catchUp(boolean wasReachable) {
    try {
      registry.refresh();
      // Not by what refresh answers: a change made through this process may have been first.
      long version = registry.current().version();
      if (version != takenIn && onChange.getAsBoolean()) {
        takenIn = version;
      }
      if (!wasReachable) {
        LOG.info("the store is back; the registry is up to date");
      }
      return true;
    } catch (IOException e) {
      if (wasReachable) {
        LOG.warn("the store is away; serving from memory: {}", e.getMessage());
      }
    } catch (RuntimeException e) {
      LOG.error("the store holds what cannot be read; serving from memory", e);
    }
    return false;
  }
}
