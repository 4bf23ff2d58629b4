package dev.grapnel.service.store;

import java.io.IOException;

/** A file that is not an export of ours, or is cut short; the message says what was expected. */
final class MalformedExportException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedExportException(String message) {
    super(message);
  }
}
