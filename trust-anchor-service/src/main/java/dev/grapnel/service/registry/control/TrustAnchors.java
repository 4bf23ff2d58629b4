package dev.grapnel.service.registry.control;

import static dev.grapnel.service.registry.control.Aliases.changed;
import static dev.grapnel.service.registry.control.Aliases.given;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations on trust anchors. Identifiers are ids, ARNs or alias ARNs. Thread-safe. */
public final class TrustAnchors {
  private final Foundation foundation;
  private final Registrar<TrustAnchor> registrar;
  private final Listing<TrustAnchor> listing;

  TrustAnchors(Foundation foundation) {
    this.foundation = foundation;
    this.registrar = foundation.registrar(ResourceKind.TRUST_ANCHOR, TrustAnchor.class);
    this.listing = foundation.listing(ResourceKind.TRUST_ANCHOR, TrustAnchor.class);
  }

  public Verdict<TrustAnchor> create(String accountId, TrustAnchorDraft draft) {
    return new Constraints()
        .name(draft.name())
        .certificateData(draft.certificateData())
        .notifications(draft.notificationSettings())
        .alias(draft.aliasName())
        .tags(draft.tags(), Constraints.MAX_TAGS)
        .then(() -> checked(draft.sourceType(), draft.certificateData()))
        .then(_ -> mayAskPoints(draft.crlDpRevocationEnabled()))
        .then(_ -> registrar.insert(made(accountId, draft)));
  }

  public Verdict<TrustAnchor> get(String accountId, String identifier) {
    return registrar.get(accountId, identifier);
  }

  public Verdict<Page<TrustAnchor>> list(String accountId, PageRequest request) {
    return listing.list(accountId, request);
  }

  public Verdict<Updated<TrustAnchor>> update(
      String accountId, String identifier, TrustAnchorChange change) {
    Constraints constraints = new Constraints().alias(change.aliasName());
    change.name().ifPresent(constraints::name);
    change.certificateData().ifPresent(constraints::certificateData);
    return constraints.then(
        () -> registrar.edit(accountId, identifier, anchor -> edited(anchor, change)));
  }

  public Verdict<TrustAnchor> enable(String accountId, String identifier) {
    return setEnabled(accountId, identifier, true);
  }

  public Verdict<TrustAnchor> disable(String accountId, String identifier) {
    return setEnabled(accountId, identifier, false);
  }

  /** Deletes the anchor, and answers with it as it was; its CRLs stay until they are deleted. */
  public Verdict<TrustAnchor> delete(String accountId, String identifier) {
    return registrar.delete(accountId, identifier);
  }

  /** Changes the settings for the events that are named; the others stay. */
  public Verdict<TrustAnchor> putNotificationSettings(
      String accountId, String trustAnchorId, List<NotificationChange> changes) {
    return new Constraints()
        .notifications(changes)
        .then(
            () ->
                registrar.update(
                    accountId, trustAnchorId, anchor -> Verdict.pass(put(anchor, changes))));
  }

  /** Gives the events that are named the settings that apply by default. */
  public Verdict<TrustAnchor> resetNotificationSettings(
      String accountId, String trustAnchorId, Set<NotificationSetting.Event> events) {
    return registrar.update(
        accountId,
        trustAnchorId,
        anchor ->
            Verdict.pass(
                anchor.withNotificationSettings(reset(anchor.notificationSettings(), events))));
  }

  private Verdict<TrustAnchor> setEnabled(String accountId, String identifier, boolean enabled) {
    return registrar.update(
        accountId, identifier, anchor -> Verdict.pass(anchor.withEnabled(enabled)));
  }

  private Verdict<String> checked(SourceType sourceType, String certificateData) {
    return foundation
        .rules()
        .trustAnchorRefusal(sourceType, certificateData)
        .map(Verdict::<String>refuse)
        .orElseGet(() -> Verdict.pass(certificateData));
  }

  private Verdict<Boolean> mayAskPoints(boolean wanted) {
    return (wanted ? foundation.rules().distributionPointRefusal() : Optional.<Denial>empty())
        .map(Verdict::<Boolean>refuse)
        .orElseGet(() -> Verdict.pass(wanted));
  }

  private TrustAnchor made(String accountId, TrustAnchorDraft draft) {
    Instant now = foundation.clock().instant();
    String id = foundation.newId(now);
    return new TrustAnchor(
        foundation.arns().of(ResourceKind.TRUST_ANCHOR, accountId, id),
        draft.name(),
        draft.enabled(),
        draft.sourceType(),
        draft.certificateData(),
        draft.crlDpRevocationEnabled(),
        settings(NotificationSetting.DEFAULTS, accountId, draft.notificationSettings()),
        given(draft.aliasName()),
        draft.tags(),
        now,
        now,
        0);
  }

  private Verdict<TrustAnchor> edited(TrustAnchor anchor, TrustAnchorChange change) {
    SourceType sourceType = change.sourceType().orElse(anchor.sourceType());
    String data = change.certificateData().orElse(anchor.certificateData());
    boolean sourceChanges =
        sourceType != anchor.sourceType() || !data.equals(anchor.certificateData());
    return (sourceChanges ? checked(sourceType, data) : Verdict.pass(data))
        .then(_ -> mayAskPoints(change.crlDpRevocationEnabled().orElse(false)))
        .then(
            _ ->
                Verdict.pass(
                    anchor
                        .withSource(sourceType, data)
                        .withName(change.name().orElse(anchor.name()))
                        .withCrlDpRevocationEnabled(
                            change.crlDpRevocationEnabled().orElse(anchor.crlDpRevocationEnabled()))
                        .withAliasName(changed(anchor.aliasName(), change.aliasName()))));
  }

  private static TrustAnchor put(TrustAnchor anchor, List<NotificationChange> changes) {
    return anchor.withNotificationSettings(
        settings(anchor.notificationSettings(), anchor.accountId(), changes));
  }

  private static List<NotificationSetting> settings(
      List<NotificationSetting> present, String accountId, List<NotificationChange> changes) {
    List<NotificationSetting> settings = new ArrayList<>(present);
    for (NotificationChange change : changes) {
      settings.replaceAll(
          setting ->
              setting.event() == change.event()
                  ? new NotificationSetting(
                      change.event(),
                      change.enabled(),
                      change.thresholdDays().orElse(setting.thresholdDays()),
                      accountId)
                  : setting);
    }
    return settings;
  }

  private static List<NotificationSetting> reset(
      List<NotificationSetting> present, Set<NotificationSetting.Event> events) {
    return present.stream()
        .map(
            setting ->
                events.contains(setting.event())
                    ? NotificationSetting.byDefault(setting.event())
                    : setting)
        .toList();
  }
}
