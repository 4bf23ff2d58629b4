/**
 * Announcements of expiry: each day, which CA certificates of trust anchors and which certificates
 * of workloads expire soon, as the anchors' notification settings say.
 *
 * <p>{@link dev.grapnel.service.notification.ExpirySurvey} finds them, {@link
 * dev.grapnel.service.notification.ExpiryNotices} takes each for this day, whatever the number of
 * replicas, and puts it into the audit trail and then to the {@link
 * dev.grapnel.service.notification.Webhook}; {@link dev.grapnel.service.notification.ExpiryGauges}
 * shows the days that are left. {@link dev.grapnel.service.notification.Notifications} runs all of
 * it on a thread of its own.
 */
@NullMarked
package dev.grapnel.service.notification;

import org.jspecify.annotations.NullMarked;
