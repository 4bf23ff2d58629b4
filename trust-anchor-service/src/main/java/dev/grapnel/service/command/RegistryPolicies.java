package dev.grapnel.service.command;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The policies that a registry has for a request: the inline policies of the caller's role, and for
 * an STS action the trust policy of the role that is the resource.
 */
public final class RegistryPolicies {
  private static final String STS = "sts:";
  private static final PolicyLimits STORED =
      new PolicyLimits(PolicyLimits.MAX_DOCUMENT_LENGTH, true);

  private final Function<ResourceKey, Optional<Resource>> registry;
  private final List<AppliedPolicy> policies = new ArrayList<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  private RegistryPolicies(Function<ResourceKey, Optional<Resource>> registry) {
    this.registry = registry;
  }

  /**
   * Finds them.
   *
   * @param registry what the registry has under a key
   * @throws IOException if it has not the role that the request names
   */
  public static StoredPolicies.Found find(
      Function<ResourceKey, Optional<Resource>> registry, RequestContext request)
      throws IOException, MalformedPolicyException {
    RegistryPolicies found = new RegistryPolicies(registry);
    found.addCaller(request.principal());
    found.addResource(request);
    return new StoredPolicies.Found(found.policies, found.keys);
  }

  private void addCaller(Principal principal) throws IOException, MalformedPolicyException {
    switch (principal) {
      case Principal.Role role -> addInlinePolicies(role(role.arn().account(), last(role.arn())));
      case Principal.RoleSession session -> {
        String id = session.arn().resourceId();
        Role role = role(session.arn().account(), id.substring(0, id.indexOf('/')));
        keys.put("aws:PrincipalArn", List.of(role.arn().toString()));
        keys.put(
            "aws:userid",
            List.of(role.uniqueId() + id.substring(id.indexOf('/')).replace('/', ':')));
        addInlinePolicies(role);
      }
      case Principal.Anonymous a -> {}
      case Principal.Service s -> {}
      case Principal.Federated f -> {}
      case Principal.Root r -> {}
      case Principal.User u ->
          throw new IOException("the service has no users; " + u.arn() + " is one");
      case Principal.FederatedUser f ->
          throw new IOException("the service has no users; " + f.arn() + " is a federated one");
    }
  }

  private void addInlinePolicies(Role role) throws MalformedPolicyException {
    role.tags().forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, List.of(value)));
    for (Map.Entry<String, String> inline : new TreeMap<>(role.inlinePolicies()).entrySet()) {
      Policy policy = Policy.parse(inline.getValue(), PolicyKind.IDENTITY, STORED);
      policies.add(new AppliedPolicy(inline.getKey() + " of role " + role.name(), policy));
    }
  }

  private void addResource(RequestContext request) throws IOException, MalformedPolicyException {
    if (!request.action().regionMatches(true, 0, STS, 0, STS.length())) {
      return;
    }
    Arn arn;
    try {
      arn = Arn.parse(request.resource());
    } catch (InvalidArnException notAnArn) {
      return;
    }
    if (arn.service().equals("iam") && arn.resourceType().equals("role")) {
      Role role = role(arn.account(), last(arn));
      role.tags().forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
      Policy policy = Policy.parse(role.trustPolicy(), PolicyKind.TRUST, STORED);
      policies.add(new AppliedPolicy("trust policy of role " + role.name(), policy));
    }
  }

  private Role role(String accountId, String name) throws IOException {
    return registry
        .apply(Role.key(accountId, name))
        .map(Role.class::cast)
        .orElseThrow(() -> new IOException("no role " + name + " in account " + accountId));
  }

  private static String last(Arn arn) {
    String id = arn.resourceId();
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
