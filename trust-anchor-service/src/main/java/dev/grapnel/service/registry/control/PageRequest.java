package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.token.PageTokens;
import java.util.Optional;

/**
 * Which part of a listing is wanted.
 *
 * @param size how many at most; {@link #DEFAULT_SIZE} unless the caller says, at least 1; more than
 *     {@link #MAX_SIZE} are never given at once
 * @param token what the part before was answered with; empty for the first
 */
public record PageRequest(int size, Optional<String> token) {
  public static final int DEFAULT_SIZE = 100;
  public static final int MAX_SIZE = 1_000;

  /** The first part, of the usual size. */
  public static PageRequest first() {
    return new PageRequest(DEFAULT_SIZE, Optional.empty());
  }

  /** How many to give at most. */
  public int most() {
    return Math.min(size, MAX_SIZE);
  }

  /**
   * The id after which the part begins, the empty text for the first.
   *
   * @param listing which listing, filters included: a token made for one is refused by another
   */
  public Verdict<String> start(PageTokens tokens, String listing, String accountId) {
    if (size < 1) {
      return Verdict.refuse(new Denial.Malformed("pageSize must be at least 1"));
    }
    if (token.isEmpty()) {
      return Verdict.pass("");
    }
    return tokens
        .open(listing, accountId, token.get())
        .map(Verdict::pass)
        .orElseGet(() -> Verdict.refuse(foreign()));
  }

  private static Denial foreign() {
    return new Denial.Malformed("nextToken is not one that this listing gave; begin without one");
  }
}
