package dev.grapnel.service.registry.control;

import java.util.List;
import java.util.Optional;

/**
 * Part of a listing.
 *
 * @param nextToken to ask for the next part with; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {
  public Page {
    items = List.copyOf(items);
  }
}
