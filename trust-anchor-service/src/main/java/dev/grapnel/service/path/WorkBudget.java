package dev.grapnel.service.path;

/** What is left of one validation's limits. Not thread-safe: one validation, one thread. */
public final class WorkBudget {
  private int steps;
  private int nameComparisons;
  private int signatureCost;

  public WorkBudget(PathLimits limits) {
    steps = limits.steps();
    nameComparisons = limits.nameComparisons();
    signatureCost = limits.signatureCost();
  }

  /** Pays for one more certificate to try; false if nothing is left. */
  boolean spendStep() {
    return --steps >= 0;
  }

  /** Pays for comparing names; false if not enough is left. */
  boolean spendNameComparisons(int count) {
    nameComparisons -= count;
    return nameComparisons >= 0;
  }

  /** Pays for a signature before it is verified; false if not enough is left. */
  public boolean spendSignature(int cost) {
    signatureCost -= cost;
    return signatureCost >= 0;
  }
}
