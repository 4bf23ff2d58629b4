package dev.grapnel.service.notification;

import io.micrometer.core.instrument.Counter;

/**
 * What a webhook counts.
 *
 * @param delivered notices that the receiver took
 * @param refused notices that it will not take
 * @param givenUp notices that it did not take in time
 * @param dropped notices that found the queue full, or were left when the service stopped
 * @param retries deliveries that failed and were tried again
 */
record WebhookMeters(
    Counter delivered, Counter refused, Counter givenUp, Counter dropped, Counter retries) {}
