package dev.grapnel.service.path;

/** What is left of one validation's limits. Not thread-safe: one validation, one thread. */
public final class WorkBudget {
  private int steps;
  private int comparisons;
  private int signatureCost;

  public WorkBudget(PathLimits limits) {
    steps = limits.steps();
    comparisons = limits.comparisons();
    signatureCost = limits.signatureCost();
  }

  /** Pays for one more certificate to try; false if nothing is left. */
  boolean spendStep() {
    return --steps >= 0;
  }

  /** Pays for comparing names or policies; false if not enough is left. */
  boolean spendComparisons(int count) {
    comparisons -= count;
    return comparisons >= 0;
  }

  /** Pays for a signature before it is verified; false if not enough is left. */
  public boolean spendSignature(int cost) {
    signatureCost -= cost;
    return signatureCost >= 0;
  }
}
