package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Facts;
import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.NotificationChange;
import dev.grapnel.service.registry.control.TrustAnchors;
import java.util.List;
import java.util.Set;

/** A trust anchor's notification settings: put, reset. */
record NotificationOperations(TrustAnchors anchors, Family<TrustAnchor> family) {
  private static final String ID = "trustAnchorId";

  List<RestOperation> operations() {
    return List.of(
        new RestOperation(
            "PutNotificationSettings", "PATCH", "/put-notifications-settings", 200, this::put),
        new RestOperation(
            "ResetNotificationSettings",
            "PATCH",
            "/reset-notifications-settings",
            200,
            this::reset));
  }

  private Intent<JsonAnswer> put(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    String id = body.requiredText(ID, Rules.UUID);
    List<NotificationChange> changes = Notifications.required(body, "notificationSettings");
    Facts facts = Facts.none().with(ID, id);
    for (NotificationChange change : changes) {
      facts.with(
          change.event().name(),
          change.enabled()
              ? change.thresholdDays().map(days -> days + " days").orElse("on")
              : "off");
    }
    return Intent.change(
        family.permission("PutNotificationSettings", caller, id),
        facts.gathered(),
        () -> anchors.putNotificationSettings(caller.accountId(), id, changes).then(family::done));
  }

  private Intent<JsonAnswer> reset(AuthenticatedCaller caller, RestRequest request)
      throws MalformedInputException {
    Members body = request.body();
    String id = body.requiredText(ID, Rules.UUID);
    Set<NotificationSetting.Event> events = Notifications.events(body, "notificationSettingKeys");
    return Intent.change(
        family.permission("ResetNotificationSettings", caller, id),
        Facts.none()
            .with(ID, id)
            .with("events", events.stream().map(Enum::name).toList())
            .gathered(),
        () -> anchors.resetNotificationSettings(caller.accountId(), id, events).then(family::done));
  }
}
