package dev.grapnel.service.policy.plain;

import java.util.List;
import java.util.Map;

/**
 * A request as data.
 *
 * @param caller the principal's text
 * @param names the texts by which a policy can name the caller: itself first, then its role, then
 *     its account's id and root ARN; all empty texts are absent
 * @param context values by lower-case key
 */
public record PlainRequest(
    String caller,
    Names names,
    String action,
    String resource,
    String account,
    String resourceAccount,
    Map<String, List<String>> context) {
  /** How a policy can name a caller; a part that does not exist is empty. */
  public record Names(String type, String self, String role, String account) {}
}
