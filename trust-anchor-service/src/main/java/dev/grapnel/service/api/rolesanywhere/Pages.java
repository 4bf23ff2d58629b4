package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.registry.control.PageRequest;

/** Reads which part of a listing is wanted. */
final class Pages {
  private Pages() {}

  static PageRequest request(RestRequest request) throws MalformedInputException {
    return new PageRequest(
        request.queryInteger("pageSize", 1).orElse(PageRequest.DEFAULT_SIZE),
        request.queryText("nextToken", Rules.NEXT_TOKEN));
  }
}
