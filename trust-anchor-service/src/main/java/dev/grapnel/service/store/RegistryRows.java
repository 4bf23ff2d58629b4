package dev.grapnel.service.store;

import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.RegistryChanges;
import dev.grapnel.service.registry.RegistryStore;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The registry's tables. */
final class RegistryRows implements RegistryStore {
  private final Engine engine;
  private final InstantSource clock;

  RegistryRows(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public <T> Verdict<T> change(Change<T> change) throws IOException {
    return engine.write(
        handle -> {
          long version = RegistryState.advance(handle);
          Verdict<T> verdict = change.apply(new RowsTransaction(handle, version, clock.instant()));
          switch (verdict) {
            case Verdict.Passed<T> passed -> engine.signalChange(handle);
            case Verdict.Refused<T> refused -> handle.rollback();
          }
          return verdict;
        });
  }

  @Override
  public long version() throws IOException {
    return engine.read(RegistryState::version);
  }

  @Override
  public RegistryChanges changesSince(long version) throws IOException {
    return engine.read(handle -> changesSince(handle, version));
  }

  @Override
  public void awaitChange(Duration atMost) throws InterruptedException {
    engine.awaitChange(atMost);
  }

  private static RegistryChanges changesSince(Handle handle, long known) {
    boolean whole = known < RegistryState.completeSince(handle);
    long after = whole ? 0 : known;
    return new RegistryChanges(
        RegistryState.version(handle),
        whole || known == 0,
        accounts(handle, after),
        resources(handle, after),
        known == 0 ? List.of() : deleted(handle, after));
  }

  private static List<RegisteredAccount> accounts(Handle handle, long after) {
    return handle
        .createQuery(AccountRows.SELECT + " WHERE version > :after")
        .bind("after", after)
        .map(AccountRows::account)
        .list();
  }

  private static List<Resource> resources(Handle handle, long after) {
    return handle
        .createQuery("SELECT kind, version, body FROM resource WHERE version > :after")
        .bind("after", after)
        .setFetchSize(1_000)
        .map(RowsTransaction::resource)
        .list();
  }

  private static List<ResourceKey> deleted(Handle handle, long after) {
    return handle
        .createQuery(
            "SELECT account_id, kind, id FROM deleted_resource WHERE version > :after"
                + " ORDER BY version")
        .bind("after", after)
        .map(
            (row, context) ->
                new ResourceKey(
                    Kinds.of(row.getString("kind")),
                    row.getString("account_id"),
                    row.getString("id")))
        .list();
  }
}
