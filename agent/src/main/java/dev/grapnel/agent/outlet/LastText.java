package dev.grapnel.agent.outlet;

import dev.grapnel.agent.credential.Credentials;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The text of the credentials that were last asked for, which mostly are asked for again. */
final class LastText {
  private record Entry(Credentials credentials, String text) {}

  private final Function<Credentials, String> writer;
  private volatile @Nullable Entry last;

  LastText(Function<Credentials, String> writer) {
    this.writer = writer;
  }

  @SuppressWarnings(
      "ReferenceEquality") // an issue is one object; comparing its parts would cost more
  String of(Credentials credentials) {
    Entry seen = last;
    if (seen == null || seen.credentials() != credentials) {
      seen = new Entry(credentials, writer.apply(credentials));
      last = seen;
    }
    return seen.text();
  }
}
