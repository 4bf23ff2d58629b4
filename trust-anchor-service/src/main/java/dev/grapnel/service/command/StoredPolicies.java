package dev.grapnel.service.command;

import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.RequestContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where {@code explain} finds the policies of a request when it is given no files. */
@FunctionalInterface
public interface StoredPolicies {
  /**
   * The policies that take part in a request, and what else the store knows of it.
   *
   * @throws IOException if the store cannot be read, or has not what the request names
   */
  Found find(ServiceConfig config, RequestContext request)
      throws IOException, MalformedPolicyException;

  /**
   * What a store has on a request.
   *
   * @param keys condition keys, for where the operator gives none
   */
  record Found(List<AppliedPolicy> policies, Map<String, List<String>> keys) {
    public Found {
      policies = List.copyOf(policies);
      keys = Map.copyOf(keys);
    }
  }
}
