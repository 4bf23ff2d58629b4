package dev.grapnel.service.registry.control;

import static dev.grapnel.service.registry.control.Aliases.changed;
import static dev.grapnel.service.registry.control.Aliases.given;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.TrustAnchor;
import java.time.Instant;
import java.util.Optional;

/** The operations on CRLs. Identifiers are ids, ARNs or alias ARNs. Thread-safe. */
public final class Crls {
  private final Foundation foundation;
  private final Registrar<Crl> registrar;
  private final Registrar<TrustAnchor> anchors;
  private final Listing<Crl> listing;

  Crls(Foundation foundation) {
    this.foundation = foundation;
    this.registrar = foundation.registrar(ResourceKind.CRL, Crl.class);
    this.anchors = foundation.registrar(ResourceKind.TRUST_ANCHOR, TrustAnchor.class);
    this.listing = foundation.listing(ResourceKind.CRL, Crl.class);
  }

  /** Imports a CRL for an anchor of the same account; the anchor must be there. */
  public Verdict<Crl> importCrl(String accountId, CrlDraft draft) {
    return new Constraints()
        .name(draft.name())
        .crlData(draft.data())
        .alias(draft.aliasName())
        .tags(draft.tags(), Constraints.MAX_TAGS)
        .then(() -> anchor(accountId, draft.trustAnchor()))
        .then(anchor -> checked(draft.data(), anchor))
        .then(anchor -> registrar.insert(made(accountId, draft, anchor.arn())));
  }

  public Verdict<Crl> get(String accountId, String identifier) {
    return registrar.get(accountId, identifier);
  }

  public Verdict<Page<Crl>> list(String accountId, PageRequest request) {
    return listing.list(accountId, request);
  }

  public Verdict<Updated<Crl>> update(String accountId, String identifier, CrlChange change) {
    Constraints constraints = new Constraints().alias(change.aliasName());
    change.name().ifPresent(constraints::name);
    change.data().ifPresent(constraints::crlData);
    return constraints.then(
        () -> registrar.edit(accountId, identifier, crl -> edited(crl, change)));
  }

  public Verdict<Crl> enable(String accountId, String identifier) {
    return registrar.update(accountId, identifier, c -> Verdict.pass(c.withEnabled(true)));
  }

  public Verdict<Crl> disable(String accountId, String identifier) {
    return registrar.update(accountId, identifier, c -> Verdict.pass(c.withEnabled(false)));
  }

  /** Deletes the CRL, and answers with it as it was. */
  public Verdict<Crl> delete(String accountId, String identifier) {
    return registrar.delete(accountId, identifier);
  }

  /** The model does not let an alias name the anchor here: it says that nothing is found by one. */
  private Verdict<TrustAnchor> anchor(String accountId, String identifier) {
    return identifier.contains(":alias/")
        ? Verdict.refuse(Reference.absent(ResourceKind.TRUST_ANCHOR))
        : anchors.get(accountId, identifier);
  }

  private Verdict<TrustAnchor> checked(byte[] data, TrustAnchor anchor) {
    return foundation
        .rules()
        .crlRefusal(data, anchor)
        .map(Verdict::<TrustAnchor>refuse)
        .orElseGet(() -> Verdict.pass(anchor));
  }

  private Crl made(String accountId, CrlDraft draft, Arn anchor) {
    Instant now = foundation.clock().instant();
    return new Crl(
        foundation.arns().of(ResourceKind.CRL, accountId, foundation.newId(now)),
        draft.name(),
        draft.enabled(),
        draft.data(),
        anchor,
        given(draft.aliasName()),
        draft.tags(),
        now,
        now,
        0);
  }

  private Verdict<Crl> edited(Crl crl, CrlChange change) {
    Crl edited =
        crl.withName(change.name().orElse(crl.name()))
            .withAliasName(changed(crl.aliasName(), change.aliasName()));
    if (change.data().isEmpty()) {
      return Verdict.pass(edited);
    }
    byte[] data = change.data().get();
    Optional<TrustAnchor> anchor =
        foundation.registry().current().trustAnchor(crl.trustAnchorArn());
    return anchor
        .map(present -> checked(data, present))
        .orElseGet(
            () ->
                Verdict.refuse(
                    new Denial.Malformed(
                        "The CRL's trust anchor has been deleted; import it anew")))
        .then(checked -> Verdict.pass(edited.withData(data)));
  }
}
