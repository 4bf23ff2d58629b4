package dev.grapnel.service.notification;

import dev.grapnel.protocol.secret.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where notices are sent.
 *
 * @param url {@code https}, or {@code http} on loopback
 * @param secret shared with the receiver
 * @param tls whom to trust; empty for whom the Java runtime trusts
 * @param totalTime for one delivery, the answer included
 * @param firstRetry how long a failed delivery waits before it is tried again; the wait doubles
 *     each time up to {@code lastRetry}
 * @param giveUpAfter how long notices are tried for
 */
public record WebhookSettings(
    URI url,
    SecretValue secret,
    Optional<SSLContext> tls,
    Duration totalTime,
    Duration firstRetry,
    Duration lastRetry,
    Duration giveUpAfter) {}
