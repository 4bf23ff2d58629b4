package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.ControlPlane;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.subject.Subjects;
import java.util.List;
import java.util.stream.Stream;

/** All operations of the Roles Anywhere control plane. */
public final class RolesAnywhere {
  /** The service's name in the scope of a signature. */
  public static final String SERVICE = "rolesanywhere";

  private RolesAnywhere() {}

  public static List<RestOperation> operations(
      ControlPlane registry, Subjects subjects, ResourceArns arns) {
    Details details = new Details(arns);
    Family<TrustAnchor> anchors =
        new Family<>(
            ResourceKind.TRUST_ANCHOR,
            "trustAnchor",
            "/trustanchor",
            Rules.TRUST_ANCHOR,
            arns,
            registry.trustAnchors()::get,
            details::trustAnchor);
    Family<Profile> profiles =
        new Family<>(
            ResourceKind.PROFILE,
            "profile",
            "/profile",
            Rules.PROFILE,
            arns,
            registry.profiles()::get,
            details::profile);
    Family<Crl> crls =
        new Family<>(
            ResourceKind.CRL, "crl", "/crl", Rules.CRL, arns, registry.crls()::get, details::crl);
    return Stream.of(
            new TrustAnchorOperations(registry.trustAnchors(), anchors).operations(),
            new ProfileOperations(registry.profiles(), profiles).operations(),
            new MappingOperations(registry.profiles(), profiles).operations(),
            new CrlOperations(registry.crls(), crls).operations(),
            new SubjectOperations(subjects, arns).operations(),
            new NotificationOperations(registry.trustAnchors(), anchors).operations(),
            new TagOperations(registry.tags()).operations())
        .flatMap(List::stream)
        .toList();
  }
}
