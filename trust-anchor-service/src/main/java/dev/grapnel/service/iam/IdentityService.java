package dev.grapnel.service.iam;

import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryService;
import dev.grapnel.service.registry.control.ControlPlane;
import java.util.List;
import java.util.stream.Stream;

/** The operations of IAM that are served. */
public final class IdentityService {
  private static final String VERSION = "2010-05-08";
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

  private IdentityService() {}

  public static QueryService service(ControlPlane registry) {
    RolePermissions permissions = new RolePermissions(registry.roles());
    List<QueryOperation> operations =
        Stream.of(
                new RoleOperations(registry.roles(), permissions).operations(),
                new RolePolicyOperations(registry.rolePolicies(), permissions).operations(),
                new RoleTagOperations(registry.roles(), permissions).operations(),
                new AbsentAttachments(registry.roles(), permissions).operations())
            .flatMap(List::stream)
            .toList();
    return new QueryService("iam", VERSION, NAMESPACE, operations);
  }
}
