package dev.grapnel.service.api.query;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.caller.AuthenticatedCaller;

/**
 * One action of the model.
 *
 * @param hasResult whether the model gives its answer a {@code Result} element
 */
public record QueryOperation(String action, boolean hasResult, Reader reader) {
  /** Reads what the caller wants; nothing is done yet. */
  @FunctionalInterface
  public interface Reader {
    Intent<XmlAnswer> read(AuthenticatedCaller caller, QueryParameters parameters)
        throws MalformedInputException;
  }
}
