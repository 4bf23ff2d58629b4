package dev.grapnel.service.path;

import dev.grapnel.service.x509.CertificatePolicies.Mapping;
import dev.grapnel.service.x509.Oids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The valid policies of a path as a graph (RFC 9618, which replaces the tree of RFC 5280 section
 * 6.1.2 (a), since the tree can grow exponentially). A level has one node for each policy, so the
 * graph's size is at most that of the certificates. Not thread-safe.
 */
final class PolicyGraph {
  private static final class Node {
    private final String policy;
    private final List<Node> parents;
    private Set<String> expected;

    Node(String policy, List<Node> parents) {
      this.policy = policy;
      this.parents = parents;
      this.expected = Set.of(policy);
    }
  }

  private Map<String, Node> level = new HashMap<>();
  private Map<String, Node> levelAbove = new HashMap<>();

  PolicyGraph() {
    level.put(Oids.ANY_POLICY, new Node(Oids.ANY_POLICY, List.of()));
  }

  /** Whether no policy is valid any more. */
  boolean isNull() {
    return level.isEmpty();
  }

  /** A certificate without certificate policies: the graph becomes null. */
  void clear() {
    level = new HashMap<>();
  }

  /**
   * RFC 9618 section 5.3 (d).
   *
   * @param anyPolicyCounts whether anyPolicy in the certificate is to be taken into account
   */
  void descend(Set<String> policies, boolean anyPolicyCounts) {
    Map<String, List<Node>> expecting = expecting();
    Node anyAbove = level.get(Oids.ANY_POLICY);
    Map<String, Node> next = new HashMap<>();
    for (String policy : policies) {
      List<Node> parents = expecting.getOrDefault(policy, List.of());
      if (parents.isEmpty() && anyAbove != null) {
        parents = List.of(anyAbove);
      }
      if (!policy.equals(Oids.ANY_POLICY) && !parents.isEmpty()) {
        next.put(policy, new Node(policy, parents));
      }
    }
    if (anyPolicyCounts && policies.contains(Oids.ANY_POLICY)) {
      expecting.forEach((policy, parents) -> next.putIfAbsent(policy, new Node(policy, parents)));
    }
    levelAbove = level;
    level = next;
  }

  /** RFC 9618 section 5.4 (b)(1): policies of this level that stand for others below. */
  void map(List<Mapping> mappings) {
    Map<String, Set<String>> bySource = new HashMap<>();
    for (Mapping mapping : mappings) {
      bySource
          .computeIfAbsent(mapping.issuerDomainPolicy(), _ -> new HashSet<>())
          .add(mapping.subjectDomainPolicy());
    }
    Node anyAbove = levelAbove.get(Oids.ANY_POLICY);
    boolean any = level.containsKey(Oids.ANY_POLICY) && anyAbove != null;
    bySource.forEach(
        (policy, expected) -> {
          if (any && !level.containsKey(policy)) {
            level.put(policy, new Node(policy, List.of(anyAbove)));
          }
          Node node = level.get(policy);
          if (node != null) {
            node.expected = expected;
          }
        });
  }

  /** RFC 9618 section 5.4 (b)(2): policies that may not be mapped end here. */
  void drop(List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      level.remove(mapping.issuerDomainPolicy());
    }
  }

  /** RFC 9618 section 5.5 (g): what remains of the policies that are acceptable. */
  Set<String> intersect(PolicyInputs inputs) {
    Set<String> authority = authorityConstrained();
    if (inputs.acceptsAny()) {
      return authority;
    }
    if (authority.contains(Oids.ANY_POLICY)) {
      return inputs.initialPolicies();
    }
    Set<String> user = new HashSet<>(authority);
    user.retainAll(inputs.initialPolicies());
    return user;
  }

  /**
   * The policies in the anchor's domain: those of nodes that lead to the last level and stand
   * directly below anyPolicy, and anyPolicy itself if the last level has it.
   */
  private Set<String> authorityConstrained() {
    Set<String> policies = new HashSet<>();
    Set<Node> seen = new HashSet<>(level.values());
    List<Node> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      boolean any = node.policy.equals(Oids.ANY_POLICY);
      if (!any && node.parents.stream().anyMatch(p -> p.policy.equals(Oids.ANY_POLICY))) {
        policies.add(node.policy);
      }
      for (Node parent : node.parents) {
        if (seen.add(parent)) {
          open.add(parent);
        }
      }
    }
    if (level.containsKey(Oids.ANY_POLICY)) {
      policies.add(Oids.ANY_POLICY);
    }
    return policies;
  }

  private Map<String, List<Node>> expecting() {
    Map<String, List<Node>> expecting = new HashMap<>();
    for (Node node : level.values()) {
      for (String policy : node.expected) {
        expecting.computeIfAbsent(policy, _ -> new ArrayList<>()).add(node);
      }
    }
    return expecting;
  }
}
