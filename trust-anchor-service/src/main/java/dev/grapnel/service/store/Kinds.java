package dev.grapnel.service.store;

import dev.grapnel.service.registry.ResourceKind;
import java.util.Arrays;

/** Kinds of resources as the store names them. */
final class Kinds {
  private Kinds() {}

  static ResourceKind of(String name) {
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind.arnType().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the store has a resource of kind " + name));
  }
}
