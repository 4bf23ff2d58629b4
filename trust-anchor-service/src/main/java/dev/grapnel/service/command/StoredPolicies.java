package dev.grapnel.service.command;

import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.RequestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where {@code explain} finds the policies of a request when it is given no files. */
@FunctionalInterface
public interface StoredPolicies {
  /**
   * The policies that take part in a request: the caller's role's inline policies, and the trust
   * policy of the role that the request's resource names.
   *
   * @param dataFolder the service's data folder
   * @throws IOException if the store cannot be read
   */
  List<AppliedPolicy> find(Path dataFolder, RequestContext request)
      throws IOException, MalformedPolicyException;
}
