package dev.grapnel.service.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a policy is attached to, which decides what may stand in it and what it can grant. */
public enum PolicyKind {
  /** Attached to a user or role; grants. */
  IDENTITY(false, true),
  /** Attached to a resource; names principals and grants. */
  RESOURCE(true, true),
  /** A user's or role's permissions boundary; caps, never grants. */
  BOUNDARY(false, true),
  /** Passed when a session was made; caps, never grants. */
  SESSION(false, true),
  /** A role's trust policy: who may take the role. The role is its only resource. */
  TRUST(true, false);

  private final boolean namesPrincipals;
  private final boolean namesResources;

  PolicyKind(boolean namesPrincipals, boolean namesResources) {
    this.namesPrincipals = namesPrincipals;
    this.namesResources = namesResources;
  }

  /** Whether each statement has a Principal or NotPrincipal; without it, none may. */
  public boolean namesPrincipals() {
    return namesPrincipals;
  }

  /** Whether each statement has a Resource or NotResource; without it, none may. */
  public boolean namesResources() {
    return namesResources;
  }

  /** The name on the command line and in messages: the constant's in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that label. */
  public static Optional<PolicyKind> labelled(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
