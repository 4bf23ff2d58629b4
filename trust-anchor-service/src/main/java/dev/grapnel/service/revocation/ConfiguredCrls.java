package dev.grapnel.service.revocation;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.revocation.RevocationSettings.ConfiguredCrl;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * CRLs that the configuration names: files, read again when they change, and URLs, fetched in the
 * background. A file that cannot be read or used leaves in effect what was read before.
 * Thread-safe.
 */
final class ConfiguredCrls {
  /** A file as it was read. */
  private record FileState(FileTime modified, long size, List<RevocationList> lists) {
    static final FileState NONE = new FileState(FileTime.fromMillis(0), -1, List.of());

    boolean isOf(FileTime otherModified, long otherSize) {
      return size == otherSize && modified.equals(otherModified);
    }
  }

  private final List<ConfiguredCrl> configured;
  private final Snapshots registry;
  private final ListGuard guard;
  private final RemoteLists remote;
  private final RevocationListener listener;
  private final AtomicLong changes;
  private final Map<ConfiguredCrl, FileState> files = new ConcurrentHashMap<>();

  /** Files as they were when they were last looked at, so that a bad one is read once. */
  private final Map<ConfiguredCrl, FileState> refused = new ConcurrentHashMap<>();

  private final Map<ConfiguredCrl, String> problems = new ConcurrentHashMap<>();

  ConfiguredCrls(
      List<ConfiguredCrl> configured,
      Snapshots registry,
      ListGuard guard,
      RemoteLists remote,
      RevocationListener listener,
      AtomicLong changes) {
    this.configured = configured;
    this.registry = registry;
    this.guard = guard;
    this.remote = remote;
    this.listener = listener;
    this.changes = changes;
  }

  /** Whether there are any for that anchor. */
  boolean concern(Arn anchor) {
    return configured.stream().anyMatch(c -> c.trustAnchor().equals(anchor));
  }

  /** What there is for that anchor. */
  List<RevocationList> of(Arn anchor) {
    List<RevocationList> lists = new ArrayList<>();
    for (ConfiguredCrl crl : configured) {
      if (crl.trustAnchor().equals(anchor)) {
        Optional<URI> url = url(crl.location());
        if (url.isPresent()) {
          ask(url.get(), anchor).ifPresent(lists::add);
        } else {
          lists.addAll(files.getOrDefault(crl, FileState.NONE).lists());
        }
      }
    }
    return lists;
  }

  /** The locations for that anchor from which nothing was ever read. */
  List<String> missing(Arn anchor) {
    List<String> missing = new ArrayList<>();
    for (ConfiguredCrl crl : configured) {
      if (crl.trustAnchor().equals(anchor)) {
        boolean there =
            url(crl.location())
                .map(url -> ask(url, anchor).isPresent())
                .orElseGet(() -> files.containsKey(crl));
        if (!there) {
          missing.add(crl.location());
        }
      }
    }
    return missing;
  }

  /** Reads files that are new or changed, and asks for URLs. */
  void refresh() {
    for (ConfiguredCrl crl : configured) {
      Optional<URI> url = url(crl.location());
      if (url.isPresent()) {
        var _ = ask(url.get(), crl.trustAnchor());
      } else {
        refreshFile(crl, Path.of(crl.location()));
      }
    }
  }

  private void refreshFile(ConfiguredCrl crl, Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      boolean unchanged =
          files.getOrDefault(crl, FileState.NONE).isOf(modified, size)
              || refused.getOrDefault(crl, FileState.NONE).isOf(modified, size);
      if (!unchanged) {
        refused.put(crl, new FileState(modified, size, List.of()));
        List<RevocationList> lists = read(crl, file);
        files.put(crl, new FileState(modified, size, lists));
        changes.incrementAndGet();
        lists.forEach(list -> listener.on(RevocationEvent.ListTaken.of(crl.location(), list)));
      }
      problems.remove(crl);
    } catch (IOException e) {
      complain(crl, e.toString());
    } catch (MalformedX509Exception e) {
      complain(crl, String.valueOf(e.getMessage()));
    }
  }

  /** Says each thing once, not each second. */
  private void complain(ConfiguredCrl crl, String problem) {
    if (!problem.equals(problems.put(crl, problem))) {
      listener.on(new RevocationEvent.ListRefused(crl.location(), problem));
    }
  }

  private Optional<RevocationList> ask(URI url, Arn anchor) {
    return remote.ask(new RemoteLists.Source(url, false), () -> bundle(anchor), Patience.none());
  }

  private List<RevocationList> read(ConfiguredCrl crl, Path file)
      throws IOException, MalformedX509Exception {
    byte[] data;
    try (InputStream in = Files.newInputStream(file)) {
      data = in.readNBytes(CrlText.MAX_BYTES + 1);
    }
    List<RevocationList> lists = CrlText.parse(data);
    for (RevocationList list : lists) {
      Optional<String> problem = guard.problem(list, bundle(crl.trustAnchor()));
      if (problem.isPresent()) {
        throw new MalformedX509Exception(problem.get());
      }
    }
    return lists;
  }

  private List<ParsedCertificate> bundle(Arn anchor) {
    Optional<TrustAnchor> found = registry.current().trustAnchor(anchor);
    if (found.isEmpty()) {
      return List.of();
    }
    try {
      return AnchorBundle.parse(found.get().certificateData()).certificates();
    } catch (MalformedCertificateException _) {
      return List.of();
    }
  }

  private static Optional<URI> url(String location) {
    boolean url = location.startsWith("http://") || location.startsWith("https://");
    return url ? Optional.of(URI.create(location)) : Optional.empty();
  }
}
