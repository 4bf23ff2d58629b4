package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The principals that a statement names.
 *
 * @param everyone {@code "*"}
 * @param anyAws {@code {"AWS": "*"}}
 * @param accounts ids of accounts named whole, by id or by root ARN
 * @param callers ARNs of users, role sessions and federated users
 * @param roles ARNs of roles
 * @param services hosts of services
 * @param federated ARNs or hosts of identity providers
 */
record NamedPrincipals(
    boolean everyone,
    boolean anyAws,
    Set<String> accounts,
    Set<String> callers,
    Set<Arn> roles,
    Set<String> services,
    Set<String> federated) {
  NamedPrincipals {
    accounts = Set.copyOf(accounts);
    callers = Set.copyOf(callers);
    roles = Set.copyOf(roles);
    services = Set.copyOf(services);
    federated = Set.copyOf(federated);
  }

  /** The principals as a policy writes them, in no particular order. */
  List<String> written() {
    List<String> written = new ArrayList<>();
    if (everyone || anyAws) {
      written.add("*");
    }
    written.addAll(accounts);
    written.addAll(callers);
    roles.forEach(role -> written.add(role.toString()));
    written.addAll(services);
    written.addAll(federated);
    return written;
  }
}
