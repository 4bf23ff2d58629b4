package dev.grapnel.agent.credential;

import dev.grapnel.agent.problem.ProblemException;

/** Obtains a new issue of credentials. */
@FunctionalInterface
public interface CredentialSource {
  /** New credentials, or what is wrong; takes as long as the service and its limits let it. */
  Credentials obtain() throws ProblemException, InterruptedException;
}
