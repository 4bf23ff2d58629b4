package dev.grapnel.service.registry.subject;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A subject with what it was last seen with, the latest first.
 *
 * @param credentials at most {@link #MOST_CREDENTIALS}
 * @param instanceProperties at most {@link #MOST_INSTANCES}
 */
public record SubjectDetail(
    Subject subject, List<SeenCredential> credentials, List<SeenInstance> instanceProperties) {
  /** How many certificates of one subject are kept. */
  public static final int MOST_CREDENTIALS = 20;

  /** How many sets of instance properties of one subject are kept. */
  public static final int MOST_INSTANCES = 20;

  public SubjectDetail {
    credentials = List.copyOf(credentials);
    instanceProperties = List.copyOf(instanceProperties);
  }

  /** A certificate of the subject (the Roles Anywhere model's CredentialSummary). */
  @SuppressWarnings("ArrayRecordComponent") // Shared and never written; not compared.
  public record SeenCredential(
      Instant seenAt,
      String serialNumber,
      String issuer,
      byte[] certificateDer,
      Instant notAfter,
      boolean failed) {}

  /** What a request said about where it came from (the model's InstanceProperty). */
  public record SeenInstance(Instant seenAt, Map<String, String> properties, boolean failed) {
    public SeenInstance {
      properties = Map.copyOf(properties);
    }
  }
}
