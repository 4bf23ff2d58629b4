package dev.grapnel.service.registry.control;

import dev.grapnel.service.registry.NotificationSetting.Event;
import java.util.Optional;

/**
 * A notification setting to be.
 *
 * @param thresholdDays 1 to 360; required where it is enabled
 */
public record NotificationChange(Event event, boolean enabled, Optional<Integer> thresholdDays) {}
