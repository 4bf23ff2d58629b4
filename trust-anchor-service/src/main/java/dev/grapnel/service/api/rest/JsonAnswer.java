package dev.grapnel.service.api.rest;

import tools.jackson.core.JsonGenerator;

/** An answer's body: writes the members of one JSON object. */
@FunctionalInterface
public interface JsonAnswer {
  void writeMembers(JsonGenerator out);
}
