package dev.grapnel.service.path;

/**
 * How much one validation may look at; none depends on the number of anchors.
 *
 * @param intermediates the most intermediate CAs of a path, those not counted that are self-issued
 * @param pathCertificates the most certificates of a path, the anchor not counted
 * @param candidates the most certificates that may be offered beside the leaf
 * @param steps how many certificates the search may try, summed over all paths
 * @param comparisons how many names may be compared with constraints, and policies with policies,
 *     summed over all paths
 * @param signatureCost what the signatures may cost together; a P-256 verification costs 100
 */
public record PathLimits(
    int intermediates,
    int pathCertificates,
    int candidates,
    int steps,
    int comparisons,
    int signatureCost) {
  /** What a verification of ECDSA on P-256 costs. */
  public static final int P256_COST = 100;

  /** The limits that the service runs with: twenty P-256 verifications, and ten intermediates. */
  public static final PathLimits DEFAULT =
      new PathLimits(10, 20, 128, 2_000, 100_000, 20 * P256_COST);

  /** The same limits with another depth. */
  public PathLimits withIntermediates(int most) {
    return new PathLimits(most, pathCertificates, candidates, steps, comparisons, signatureCost);
  }
}
