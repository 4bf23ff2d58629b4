package dev.grapnel.agent.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The body of a CreateSession. */
final class SessionBody {
  private SessionBody() {}

  /** The name needs no escapes: it is one that STS allows. */
  static byte[] of(Duration duration, Optional<String> sessionName) {
    String json =
        "{\"durationSeconds\":"
            + duration.toSeconds()
            + sessionName.map(name -> ",\"roleSessionName\":\"" + name + '"').orElse("")
            + '}';
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
