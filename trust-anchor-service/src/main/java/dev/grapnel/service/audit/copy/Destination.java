package dev.grapnel.service.audit.copy;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where copies go. For one thread. */
interface Destination extends Closeable {
  /**
   * Sends the records, connecting first where there is no connection.
   *
   * @return how many of them the destination will never take
   * @throws IOException if it cannot be reached at present; then none counts as sent, and the next
   *     call begins anew
   */
  int send(List<CopiedRecord> records) throws IOException;
}
