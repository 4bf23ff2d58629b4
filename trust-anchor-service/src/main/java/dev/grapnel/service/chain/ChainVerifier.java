package dev.grapnel.service.chain;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.PolicyInputs;
import dev.grapnel.service.path.Refusal;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.revocation.RevocationSource;
import dev.grapnel.service.signature.ProvenCaller;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a proven caller's certificate leads to the trust anchor that the request names.
 * Thread-safe.
 *
 * <p>Whatever is wrong before a path to an anchor is proven is answered alike: a stranger cannot
 * tell an account that does not exist from a CA that is not registered. From then on the caller is
 * the account's own, and is told what to mend.
 */
public final class ChainVerifier {
  private final ChainSettings settings;
  private final KeySignatures signatures;
  private final RolesAnywhereProfile profile;
  private final InstantSource clock;
  private final RevocationSource revocation;
  private final AnchorBundles bundles = new AnchorBundles();
  private final ChainCache cache;

  public ChainVerifier(
      ChainSettings settings,
      VerificationProvider provider,
      InstantSource clock,
      RevocationSource revocation) {
    this.settings = settings;
    this.signatures = new KeySignatures(provider);
    this.profile = new RolesAnywhereProfile(signatures);
    this.clock = clock;
    this.revocation = revocation;
    this.cache = new ChainCache(settings.cacheBytes());
  }

  /** The caller's chain up to the anchor of that ARN, by this snapshot of the registry. */
  public Verdict<TrustedChain> verify(ProvenCaller caller, Arn anchorArn, RegistryView registry) {
    Optional<Account> account = registry.account(anchorArn.account());
    Optional<TrustAnchor> anchor = registry.trustAnchor(anchorArn);
    if (account.isEmpty() || anchor.isEmpty()) {
      return unproven("there is no trust anchor " + anchorArn);
    }
    return verifyPath(caller, anchor.get(), registry)
        .then(path -> requireEnabled(account.get(), anchor.get(), path))
        .then(path -> Verdict.pass(new TrustedChain(caller, anchor.get(), path)));
  }

  private Verdict<AcceptedPath> verifyPath(
      ProvenCaller caller, TrustAnchor anchor, RegistryView registry) {
    Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    RevocationSource.Current current = revocation.of(anchor, registry);
    ChainCache.Key key =
        new ChainCache.Key(
            anchor.arn(),
            anchor.version(),
            current.version(),
            caller.leaf().der(),
            caller.candidates());
    Optional<AcceptedPath> known = cache.find(key, second);
    Verdict<AcceptedPath> verdict =
        known.map(Verdict::pass).orElseGet(() -> validate(caller, anchor, current, second));
    if (verdict instanceof Verdict.Passed<AcceptedPath>(AcceptedPath path)) {
      if (known.isEmpty()) {
        cache.keep(key, path);
      }
      if (!path.warnings().isEmpty()) {
        revocation.acceptedWithWarnings(anchor, path.warnings());
      }
    }
    return verdict;
  }

  private Verdict<AcceptedPath> validate(
      ProvenCaller caller, TrustAnchor anchor, RevocationSource.Current current, Instant second) {
    Candidates candidates = Candidates.read(caller.candidates());
    PathQuery query;
    try {
      query =
          new PathQuery(
              ParsedCertificate.parse(caller.leaf().der()),
              candidates.readable(),
              bundles.of(anchor).anchors(),
              second,
              settings.requireClientAuth() ? Optional.of(Oids.CLIENT_AUTH) : Optional.empty(),
              PolicyInputs.ANY,
              settings.limits(),
              signatures,
              profile,
              current.check());
    } catch (MalformedX509Exception e) {
      return unproven("the certificate cannot be read: " + e.getMessage());
    } catch (MalformedCertificateException e) {
      return unproven("the bundle of " + anchor.arn() + " cannot be read: " + e.getMessage());
    }
    return switch (PathValidator.validate(query)) {
      case PathOutcome.Accepted accepted -> Verdict.pass(AcceptedPath.of(accepted));
      case PathOutcome.Refused(Refusal refusal) -> {
        revocation.refused(anchor, refusal);
        yield refuse(refusal, candidates.unreadable());
      }
    };
  }

  private static Verdict<AcceptedPath> requireEnabled(
      Account account, TrustAnchor anchor, AcceptedPath path) {
    if (!account.enabled()) {
      return notAllowed("Account " + account.accountId() + " is disabled");
    }
    if (!anchor.enabled()) {
      return notAllowed("Trust anchor " + anchor.arn() + " is disabled; enable it or use another");
    }
    return Verdict.pass(path);
  }

  private static Verdict<AcceptedPath> refuse(Refusal refusal, List<String> unreadable) {
    String reason = refusal.rule() + ": " + refusal.message();
    if (!unreadable.isEmpty()) {
      reason += "; of what was sent with it cannot be read: " + String.join("; ", unreadable);
    }
    return refusal.proven()
        ? Verdict.refuse(
            new Denial.NotAllowed(
                "Refused " + refusal.message() + ". " + refusal.rule().remedy(), reason))
        : unproven(reason);
  }

  private static <T> Verdict<T> unproven(String auditReason) {
    return Verdict.refuse(new Denial.Unproven(auditReason));
  }

  private static <T> Verdict<T> notAllowed(String message) {
    return Verdict.refuse(new Denial.NotAllowed(message, message));
  }
}
