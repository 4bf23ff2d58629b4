package dev.grapnel.service.session;

import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.registry.subject.Sighting;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes which certificates were seen, for the subjects of the account. Thread-safe. */
public final class SubjectSightings {
  private final Consumer<Sighting> recorder;
  private final InstantSource clock;

  /**
   * Notes through that recorder.
   *
   * @param recorder must not wait for the disk
   */
  public SubjectSightings(Consumer<Sighting> recorder, InstantSource clock) {
    this.recorder = recorder;
    this.clock = clock;
  }

  /** Takes note of the attempt, if its chain was verified. */
  void note(Attempt attempt, boolean failed) {
    attempt.chain().ifPresent(chain -> recorder.accept(sighting(attempt, chain, failed)));
  }

  private Sighting sighting(Attempt attempt, TrustedChain chain, boolean failed) {
    return new Sighting(
        chain.trustAnchor().accountId(),
        clock.instant(),
        chain.subject(),
        chain.caller().serial().toString(),
        chain.issuer(),
        chain.caller().leaf().der().encoded(),
        chain.certificateNotAfter(),
        failed,
        attempt.request().map(CreateSessionRequest::instanceProperties).orElse(Map.of()),
        Optional.of(chain.trustAnchor().trustAnchorId()));
  }
}
