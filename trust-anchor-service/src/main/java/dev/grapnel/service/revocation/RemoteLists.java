package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * CRLs by their URLs, fetched in the background; the last good one of each is kept. Thread-safe.
 */
final class RemoteLists {
  /**
   * A CRL to be fetched.
   *
   * @param issuerKnown whether only a CRL is taken whose issuer is known: what a certificate leads
   *     to must be of its CA, what the operator names may be of an intermediate that is not
   */
  record Source(URI url, boolean issuerKnown) {}

  /** A CRL as it was fetched. */
  private record Fetched(
      RevocationList list, Optional<String> etag, Optional<String> lastModified) {}

  private final HttpExchange http;
  private final ListGuard guard;
  private final FetchSettings settings;
  private final RevocationListener listener;
  private final AtomicLong changes;
  private final BackgroundCache<Source, Fetched> cache;

  /** Who may have signed the CRL of a URL, as far as the chains that led to it told. */
  private final Map<Source, Supplier<List<ParsedCertificate>>> signers = new ConcurrentHashMap<>();

  /**
   * @param changes counted up whenever another CRL takes effect
   */
  RemoteLists(
      HttpExchange http,
      ListGuard guard,
      FetchSettings settings,
      RevocationListener listener,
      AtomicLong changes,
      InstantSource clock,
      Executor executor) {
    this.http = http;
    this.guard = guard;
    this.settings = settings;
    this.listener = listener;
    this.changes = changes;
    this.cache = new BackgroundCache<>(this::load, this::refreshAt, settings, clock, executor);
  }

  /**
   * The CRL, if it was fetched once.
   *
   * @param mayHaveSigned certificates of CAs, asked for when a CRL arrives
   */
  Optional<RevocationList> ask(
      Source source, Supplier<List<ParsedCertificate>> mayHaveSigned, Patience patience) {
    if (signers.size() < BackgroundCache.MAX_ENTRIES || signers.containsKey(source)) {
      signers.put(source, mayHaveSigned);
    }
    return cache.ask(source, patience).map(Fetched::list);
  }

  void refresh() {
    cache.refresh();
  }

  private Optional<Fetched> load(Source source, Optional<Fetched> before) {
    HttpExchange.Outcome outcome =
        http.get(
            source.url(), before.flatMap(Fetched::etag), before.flatMap(Fetched::lastModified));
    return switch (outcome) {
      case HttpExchange.Answer answer -> take(source, answer, before);
      case HttpExchange.NotModified _ -> before;
      case HttpExchange.Failure(String reason) -> {
        listener.on(new RevocationEvent.FetchFailed(source.url().toString(), reason));
        yield Optional.empty();
      }
    };
  }

  private Optional<Fetched> take(
      Source source, HttpExchange.Answer answer, Optional<Fetched> before) {
    try {
      RevocationList list = CrlText.parse(answer.body()).getFirst();
      Optional<String> problem =
          strangerProblem(source, list)
              .or(() -> guard.problem(list, signers(source)))
              .or(() -> rollback(list, before));
      if (problem.isPresent()) {
        return refuse(source, problem.get());
      }
      boolean same = before.isPresent() && before.get().list().isSameAs(list);
      if (!same) {
        changes.incrementAndGet();
        listener.on(RevocationEvent.ListTaken.of(source.url().toString(), list));
      }
      return Optional.of(new Fetched(list, answer.etag(), answer.lastModified()));
    } catch (MalformedX509Exception e) {
      return refuse(source, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Fetched> refuse(Source source, String reason) {
    listener.on(new RevocationEvent.ListRefused(source.url().toString(), reason));
    return Optional.empty();
  }

  private Optional<String> strangerProblem(Source source, RevocationList list) {
    boolean known =
        !source.issuerKnown()
            || signers(source).stream().anyMatch(c -> c.subject().equals(list.issuer()));
    return known
        ? Optional.empty()
        : Optional.of("it is of " + list.issuer() + ", who is not the certificate's issuer");
  }

  private List<ParsedCertificate> signers(Source source) {
    return signers.getOrDefault(source, List::of).get();
  }

  /** Who answers with an older CRL than before would take revocations back. */
  private static Optional<String> rollback(RevocationList list, Optional<Fetched> before) {
    boolean older =
        before.isPresent() && list.thisUpdate().isBefore(before.get().list().thisUpdate());
    return older ? Optional.of("it is older than the one before") : Optional.empty();
  }

  private Instant refreshAt(Fetched fetched, Instant now) {
    Instant latest = now.plus(settings.refreshInterval());
    return fetched.list().nextUpdate().filter(next -> next.isBefore(latest)).orElse(latest);
  }
}
