package dev.grapnel.service.registry;

import java.util.List;

/**
 * When expiry of certificates is announced (the Roles Anywhere model's NotificationSettingDetail).
 * The channel is {@code ALL}, the only one there is.
 *
 * @param thresholdDays how many days ahead, 1 to 360
 * @param configuredBy the account's id, or {@link #BY_DEFAULT}
 */
public record NotificationSetting(
    Event event, boolean enabled, int thresholdDays, String configuredBy) {
  /** What is announced. */
  public enum Event {
    CA_CERTIFICATE_EXPIRY,
    END_ENTITY_CERTIFICATE_EXPIRY
  }

  public static final String CHANNEL = "ALL";

  /** Who configured a setting that nobody has changed. */
  public static final String BY_DEFAULT = "rolesanywhere.amazonaws.com";

  public static final int DEFAULT_THRESHOLD_DAYS = 45;

  /** What applies to an anchor unless told otherwise: both events, on. */
  public static final List<NotificationSetting> DEFAULTS =
      List.of(
          byDefault(Event.CA_CERTIFICATE_EXPIRY), byDefault(Event.END_ENTITY_CERTIFICATE_EXPIRY));

  /** What applies to an event unless told otherwise. */
  public static NotificationSetting byDefault(Event event) {
    return new NotificationSetting(event, true, DEFAULT_THRESHOLD_DAYS, BY_DEFAULT);
  }
}
