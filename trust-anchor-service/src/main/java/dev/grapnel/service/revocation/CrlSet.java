package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DistinguishedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CRLs by their issuers, the newest first. Immutable. */
public final class CrlSet {
  /** None. */
  public static final CrlSet EMPTY = of(List.of());

  private final Map<DistinguishedName, List<RevocationList>> byIssuer;

  private CrlSet(Map<DistinguishedName, List<RevocationList>> byIssuer) {
    this.byIssuer = byIssuer;
  }

  public static CrlSet of(List<RevocationList> lists) {
    Map<DistinguishedName, List<RevocationList>> byIssuer = new HashMap<>();
    lists.stream()
        .sorted(Comparator.comparing(RevocationList::thisUpdate).reversed())
        .forEach(list -> byIssuer.computeIfAbsent(list.issuer(), _ -> new ArrayList<>()).add(list));
    return new CrlSet(byIssuer);
  }

  /** The same set with that list asked after all others of its issuer. */
  CrlSet withLast(RevocationList last) {
    Map<DistinguishedName, List<RevocationList>> changed = new HashMap<>(byIssuer);
    List<RevocationList> ofIssuer =
        new ArrayList<>(byIssuer.getOrDefault(last.issuer(), List.of()));
    if (ofIssuer.remove(last)) {
      ofIssuer.add(last);
      changed.put(last.issuer(), ofIssuer);
    }
    return new CrlSet(changed);
  }

  /** The complete CRLs of that issuer. */
  List<RevocationList> complete(DistinguishedName issuer) {
    return byIssuer.getOrDefault(issuer, List.of()).stream().filter(l -> !l.isDelta()).toList();
  }

  /** The deltas that bring that complete CRL up to date. */
  List<RevocationList> deltas(RevocationList complete) {
    return byIssuer.getOrDefault(complete.issuer(), List.of()).stream()
        .filter(l -> l.isDelta() && l.updates(complete))
        .toList();
  }

  /** The deltas of that issuer that bring no CRL up to date, since theirs is not here. */
  List<RevocationList> orphans(DistinguishedName issuer) {
    List<RevocationList> complete = complete(issuer);
    return byIssuer.getOrDefault(issuer, List.of()).stream()
        .filter(l -> l.isDelta() && complete.stream().noneMatch(l::updates))
        .toList();
  }
}
