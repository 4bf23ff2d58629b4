package dev.grapnel.service.x509;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The extensions of one structure by their identifiers, to be decoded one by one. */
public final class ExtensionValues {
  /** Reads one extension's value. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(DerReader value, boolean critical) throws MalformedX509Exception;
  }

  private final Map<String, Extension> byOid = new HashMap<>();

  public ExtensionValues(List<Extension> extensions) {
    for (Extension extension : extensions) {
      byOid.put(extension.oid(), extension);
    }
  }

  public boolean has(String oid) {
    return byOid.containsKey(oid);
  }

  /** The extension's value, decoded, all of it; empty where the extension is not there. */
  public <T> Optional<T> decode(String oid, Decoder<T> decoder) throws MalformedX509Exception {
    Extension extension = byOid.get(oid);
    if (extension == null) {
      return Optional.empty();
    }
    DerReader reader = extension.value().reader();
    try {
      T value = decoder.decode(reader, extension.critical());
      reader.requireEnd();
      return Optional.of(value);
    } catch (MalformedX509Exception e) {
      throw new MalformedX509Exception(
          "the extension " + oid + " cannot be read: " + e.getMessage());
    }
  }
}
