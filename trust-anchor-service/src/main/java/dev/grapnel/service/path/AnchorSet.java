package dev.grapnel.service.path;

import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Trust anchors, found by their names: a look-up costs the same for one and for thousands. */
public final class AnchorSet {
  private final Map<DistinguishedName, List<ParsedCertificate>> bySubject;

  private AnchorSet(Map<DistinguishedName, List<ParsedCertificate>> bySubject) {
    this.bySubject = bySubject;
  }

  /** A set of these certificates; repetitions count once. */
  public static AnchorSet of(List<ParsedCertificate> anchors) {
    Map<DistinguishedName, List<ParsedCertificate>> bySubject = new HashMap<>();
    for (ParsedCertificate anchor : new LinkedHashSet<>(anchors)) {
      bySubject.computeIfAbsent(anchor.subject(), _ -> new ArrayList<>()).add(anchor);
    }
    bySubject.replaceAll((_, list) -> List.copyOf(list));
    return new AnchorSet(bySubject);
  }

  /** The anchors of that name. */
  public List<ParsedCertificate> named(DistinguishedName subject) {
    return bySubject.getOrDefault(subject, List.of());
  }

  /** Every anchor. */
  public List<ParsedCertificate> all() {
    return bySubject.values().stream().flatMap(List::stream).toList();
  }
}
