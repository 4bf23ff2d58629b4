package dev.grapnel.service.revocation;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.Refusal;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.registry.TrustAnchor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service knows of revocation, kept fresh in the background. Thread-safe. A question never
 * waits for the network, unless the settings grant a first question some time.
 */
public final class Revocation implements RevocationSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

  /** How often is looked whether something is due. */
  private static final long TICK_SECONDS = 1;

  /** What a verdict may be remembered under. */
  private record Version(
      List<ImportedCrls.Key> imported, long changes, boolean points, List<String> missing) {}

  private final RevocationSettings settings;
  private final RevocationListener listener;
  private final ImportedCrls imported;
  private final ConfiguredCrls configured;
  private final HttpExchange http;
  private final RemoteKnowledge remote;
  private final AtomicLong changes = new AtomicLong();
  private final ExecutorService loads;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("revocation").factory());

  public Revocation(
      RevocationSettings settings,
      Snapshots registry,
      SignatureRules signatures,
      InstantSource clock,
      LongSupplier nanoTime,
      RevocationListener listener) {
    this(
        settings,
        registry,
        signatures,
        clock,
        nanoTime,
        listener,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  /**
   * @param loads where loading takes place
   */
  Revocation(
      RevocationSettings settings,
      Snapshots registry,
      SignatureRules signatures,
      InstantSource clock,
      LongSupplier nanoTime,
      RevocationListener listener,
      ExecutorService loads) {
    this.loads = loads;
    this.settings = settings;
    this.listener = listener;
    this.http = new HttpExchange(settings.fetch());
    ListGuard guard = new ListGuard(signatures);
    RemoteLists lists =
        new RemoteLists(http, guard, settings.fetch(), listener, changes, clock, loads);
    RemoteOcsp responders =
        new RemoteOcsp(
            http, new OcspVerifier(signatures), settings.fetch(), listener, changes, clock, loads);
    this.remote =
        new RemoteKnowledge(
            settings, new AllowedHosts(settings.allowedHosts()), lists, responders, nanoTime);
    this.imported = new ImportedCrls(listener);
    this.configured =
        new ConfiguredCrls(settings.crls(), registry, guard, lists, listener, changes);
  }

  /** Reads what the configuration names, and begins to keep things fresh. */
  public void start() {
    refresh();
    var _ =
        ticks.scheduleWithFixedDelay(
            this::refreshSafely, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  /** A fault must not end the refreshing of everything else. */
  private void refreshSafely() {
    try {
      refresh();
    } catch (RuntimeException e) {
      LOG.error("cannot refresh CRLs and OCSP answers", e);
    }
  }

  /** Looks once whether something is due; what is due is loaded by others. */
  void refresh() {
    configured.refresh();
    remote.lists().refresh();
    remote.responders().refresh();
  }

  @Override
  public Current of(TrustAnchor anchor, RegistryView registry) {
    Arn arn = anchor.arn();
    ImportedCrls.Lists known = imported.of(arn, registry);
    boolean concerned = configured.concern(arn);
    List<String> missing = concerned ? configured.missing(arn) : List.of();
    boolean usesChanges = concerned || anchor.crlDpRevocationEnabled() || remote.ocspFor(arn);
    Version version =
        new Version(
            known.version(),
            usesChanges ? changes.get() : 0,
            anchor.crlDpRevocationEnabled(),
            missing);
    List<RevocationList> lists = new ArrayList<>(known.lists());
    if (concerned) {
      lists.addAll(configured.of(arn));
    }
    Optional<String> unreadable =
        known
            .unreadable()
            .or(() -> missing.stream().findFirst().map(l -> "the CRL " + l + " was never read"));
    return new Current(
        new AnchorRevocation(anchor, lists, unreadable, remote, settings.staleRule(arn)), version);
  }

  @Override
  public void acceptedWithWarnings(TrustAnchor anchor, List<String> warnings) {
    listener.on(
        new RevocationEvent.AcceptedWithWarning(
            anchor.arn().toString(), String.join("; ", warnings)));
  }

  @Override
  public void refused(TrustAnchor anchor, Refusal refusal) {
    if (refusal.rule() == PathRule.REVOKED || refusal.rule() == PathRule.REVOCATION_UNKNOWN) {
      boolean revoked = refusal.rule() == PathRule.REVOKED;
      listener.on(new RevocationEvent.Refused(anchor.arn().toString(), revoked, refusal.message()));
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    loads.shutdownNow();
    http.close();
  }
}
