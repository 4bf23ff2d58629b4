package dev.grapnel.service.grant;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a session may last: the least of what is asked, what the profile allows and what the
 * certificate has left (docs/decisions/durations.md).
 */
final class SessionDuration {
  private SessionDuration() {}

  /**
   * The session's end, in whole seconds.
   *
   * @param notAfter the last instant at which the certificate is valid
   * @param roleMax above it the request is refused, not clipped, as STS does
   */
  static Verdict<Instant> end(
      Instant now, Duration asked, Duration profileMax, Instant notAfter, Duration roleMax) {
    Duration granted = asked.compareTo(profileMax) < 0 ? asked : profileMax;
    Instant start = now.truncatedTo(ChronoUnit.SECONDS);
    Instant end = start.plus(granted);
    Instant lastSecond = notAfter.truncatedTo(ChronoUnit.SECONDS);
    if (end.isAfter(lastSecond)) {
      end = lastSecond;
    }
    if (!end.isAfter(now)) {
      return Verdict.refuse(
          new Denial.NotAllowed(
              "The certificate ends within the second; renew it",
              "certificate notAfter " + notAfter + " leaves no whole second"));
    }
    if (Duration.between(start, end).compareTo(roleMax) > 0) {
      return Verdict.refuse(
          new Denial.Malformed(
              "The session would last "
                  + Duration.between(start, end).toSeconds()
                  + " s, but the role's MaxSessionDuration is "
                  + roleMax.toSeconds()
                  + " s; ask for a shorter durationSeconds or raise the role's maximum"));
    }
    return Verdict.pass(end);
  }
}
