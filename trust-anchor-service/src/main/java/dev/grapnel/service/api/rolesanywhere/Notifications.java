package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.control.NotificationChange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads notification settings and the keys that name them. */
final class Notifications {
  private Notifications() {}

  /** The settings in a member that may be left out. */
  static List<NotificationChange> optional(Members members, String name)
      throws MalformedInputException {
    return members.objects(name, Rules.MAX_NOTIFICATIONS, Notifications::setting).orElse(List.of());
  }

  static List<NotificationChange> required(Members members, String name)
      throws MalformedInputException {
    return members.requiredObjects(name, Rules.MAX_NOTIFICATIONS, Notifications::setting);
  }

  /** The events that a list of keys names. */
  static Set<NotificationSetting.Event> events(Members members, String name)
      throws MalformedInputException {
    List<NotificationSetting.Event> events =
        members.requiredObjects(name, Rules.MAX_NOTIFICATIONS, Notifications::event);
    Set<NotificationSetting.Event> named = EnumSet.noneOf(NotificationSetting.Event.class);
    named.addAll(events);
    return named;
  }

  private static NotificationChange setting(Members members) throws MalformedInputException {
    return new NotificationChange(
        event(members),
        members.requiredFlag("enabled"),
        members.integer("threshold", Rules.MIN_THRESHOLD_DAYS, Rules.MAX_THRESHOLD_DAYS));
  }

  private static NotificationSetting.Event event(Members members) throws MalformedInputException {
    NotificationSetting.Event event =
        NotificationSetting.Event.valueOf(members.requiredText("event", Rules.EVENT));
    members.text("channel", Rules.CHANNEL);
    return event;
  }
}
