package dev.grapnel.service.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.x509.MalformedX509Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The CRLs that were imported for trust anchors, each read and indexed once a version. Thread-safe.
 */
final class ImportedCrls {
  /** How many bytes of imported CRLs stay read; what goes beyond is read again when it is used. */
  private static final long MAX_BYTES = 256L * 1024 * 1024;

  /** One version of an imported CRL. */
  record Key(Arn crl, long version) {}

  /**
   * What there is for an anchor.
   *
   * @param version what may be remembered may be remembered under it
   * @param unreadable why one of them cannot be read
   */
  record Lists(List<RevocationList> lists, List<Key> version, Optional<String> unreadable) {
    Lists {
      lists = List.copyOf(lists);
      version = List.copyOf(version);
    }
  }

  private record Read(List<RevocationList> lists, Optional<String> unreadable, int bytes) {}

  private final RevocationListener listener;
  private final Cache<Key, Read> read =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key _, Read entry) -> entry.bytes())
          .build();

  ImportedCrls(RevocationListener listener) {
    this.listener = listener;
  }

  /** The enabled CRLs of that anchor. */
  Lists of(Arn anchor, RegistryView registry) {
    List<RevocationList> lists = new ArrayList<>();
    List<Key> version = new ArrayList<>();
    Optional<String> unreadable = Optional.empty();
    for (Crl crl : registry.crls(anchor)) {
      if (crl.enabled()) {
        version.add(new Key(crl.arn(), crl.version()));
        Read list = read(crl);
        lists.addAll(list.lists());
        unreadable = unreadable.or(list::unreadable);
      }
    }
    return new Lists(lists, version, unreadable);
  }

  private Read read(Crl crl) {
    Key key = new Key(crl.arn(), crl.version());
    Read known = read.getIfPresent(key);
    if (known == null) {
      known = parse(crl);
      read.put(key, known);
    }
    return known;
  }

  private Read parse(Crl crl) {
    try {
      return new Read(CrlText.parse(crl.data()), Optional.empty(), crl.data().length);
    } catch (MalformedX509Exception e) {
      String problem = "the CRL " + crl.arn() + " cannot be read: " + e.getMessage();
      listener.on(new RevocationEvent.ListRefused(crl.arn().toString(), problem));
      return new Read(List.of(), Optional.of(problem), crl.data().length);
    }
  }
}
