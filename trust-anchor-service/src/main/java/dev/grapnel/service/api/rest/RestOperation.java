package dev.grapnel.service.api.rest;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.caller.AuthenticatedCaller;
import java.util.List;

/**
 * One operation of the model.
 *
 * @param name such as {@code CreateTrustAnchor}
 * @param template such as {@code /trustanchor/{trustAnchorId}}; a label is a whole segment
 * @param status of the answer when it is done
 */
public record RestOperation(
    String name, String method, String template, int status, Reader reader) {
  /** Reads what the caller wants; nothing is done yet. */
  @FunctionalInterface
  public interface Reader {
    Intent<JsonAnswer> read(AuthenticatedCaller caller, RestRequest request)
        throws MalformedInputException;
  }

  List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }
}
