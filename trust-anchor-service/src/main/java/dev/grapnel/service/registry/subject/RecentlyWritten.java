package dev.grapnel.service.registry.subject;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was written of certificates within the last so many ticks, so that the same need not be
 * written again at once. Bounded. For one thread.
 */
final class RecentlyWritten {
  private static final int MOST = 200_000;

  /** All that a sighting says but its time. */
  private record Written(boolean failed, Map<String, String> instanceProperties, long tick) {}

  private final long ticks;
  private final LinkedHashMap<SeenCertificate, Written> written = new LinkedHashMap<>();
  private long now;

  RecentlyWritten(long ticks) {
    this.ticks = ticks;
  }

  boolean saysTheSame(Sighting sighting) {
    Written last = written.get(SeenCertificate.of(sighting));
    return last != null
        && last.failed() == sighting.failed()
        && last.instanceProperties().equals(sighting.instanceProperties());
  }

  void written(Sighting sighting) {
    SeenCertificate certificate = SeenCertificate.of(sighting);
    written.remove(certificate); // so that it goes to the end
    if (written.size() < MOST) {
      written.put(certificate, new Written(sighting.failed(), sighting.instanceProperties(), now));
    }
  }

  /** Time has gone on; forgets what was written too long ago. */
  void tick() {
    now++;
    Iterator<Written> oldest = written.values().iterator();
    while (oldest.hasNext() && now - oldest.next().tick() >= ticks) {
      oldest.remove();
    }
  }
}
