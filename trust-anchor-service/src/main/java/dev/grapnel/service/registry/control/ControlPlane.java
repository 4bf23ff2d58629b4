package dev.grapnel.service.registry.control;

import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.PageTokens;
import java.security.SecureRandom;
import java.time.InstantSource;

/** All families of operations over one registry. */
public record ControlPlane(
    TrustAnchors trustAnchors,
    Profiles profiles,
    Crls crls,
    Tags tags,
    Roles roles,
    RolePolicies rolePolicies,
    Accounts accounts) {

  /**
   * Makes the families.
   *
   * @param wrap encrypts the root secrets of accounts
   * @param arns the ARNs of the service's region
   */
  public static ControlPlane over(
      Registry registry,
      RegistrationRules rules,
      PageTokens pages,
      KeyWrap wrap,
      ResourceArns arns,
      InstantSource clock,
      SecureRandom random) {
    Foundation foundation = new Foundation(registry, rules, pages, wrap, arns, clock, random);
    return new ControlPlane(
        new TrustAnchors(foundation),
        new Profiles(foundation),
        new Crls(foundation),
        new Tags(foundation),
        new Roles(foundation),
        new RolePolicies(foundation),
        new Accounts(foundation));
  }
}
