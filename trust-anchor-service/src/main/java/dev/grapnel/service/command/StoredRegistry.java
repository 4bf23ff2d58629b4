package dev.grapnel.service.command;

import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Snapshot;
import dev.grapnel.service.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The policies in the store that the configuration names; a service may run on it meanwhile. */
public final class StoredRegistry implements StoredPolicies {
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a ticker, as {@link System#nanoTime}
   */
  public StoredRegistry(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public Found find(ServiceConfig config, RequestContext request)
      throws IOException, MalformedPolicyException {
    try (Store store = Store.open(StoreOptions.existing(config), clock)) {
      Snapshot snapshot = Registry.open(store.registry(), nanoTime).current();
      return RegistryPolicies.find(snapshot::find, request);
    }
  }
}
