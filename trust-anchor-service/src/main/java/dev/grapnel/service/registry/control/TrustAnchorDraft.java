package dev.grapnel.service.registry.control;

import dev.grapnel.service.registry.TrustAnchor.SourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trust anchor to be.
 *
 * @param aliasName empty, or the empty text, for none
 */
public record TrustAnchorDraft(
    String name,
    SourceType sourceType,
    String certificateData,
    boolean enabled,
    boolean crlDpRevocationEnabled,
    List<NotificationChange> notificationSettings,
    Optional<String> aliasName,
    Map<String, String> tags) {}
