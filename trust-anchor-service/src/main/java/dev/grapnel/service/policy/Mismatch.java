package dev.grapnel.service.policy;

/**
 * Why a statement does not apply to a request.
 *
 * @param part which of the statement's parts
 * @param message what the request has and what the statement wants
 * @param change what would make the part match, to follow an "if"
 */
public record Mismatch(Part part, String message, String change) {
  /** A part of a statement, in the order in which a writer would look at it. */
  public enum Part {
    PRINCIPAL,
    ACTION,
    RESOURCE,
    CONDITION
  }
}
