package dev.grapnel.service.token;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where the ring is kept. Thread-safe. */
public interface RingKeyStore {
  List<KeptRingKey> ringKeys() throws IOException;

  /**
   * Replaces the ring by what the function makes of it; nobody else changes it meanwhile. The ring
   * is on disk when this returns.
   *
   * @return the ring as it now is
   */
  List<KeptRingKey> change(UnaryOperator<List<KeptRingKey>> change) throws IOException;
}
