package dev.grapnel.service.registry;

/** Where the present snapshot comes from. Thread-safe; a call costs one volatile read. */
@FunctionalInterface
public interface Snapshots {
  RegistryView current();
}
