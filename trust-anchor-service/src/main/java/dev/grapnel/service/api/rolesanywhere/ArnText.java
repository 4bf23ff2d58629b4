package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;

/** ARNs as callers write them. */
final class ArnText {
  private static final String ANY = "*";

  private ArnText() {}

  static boolean isArn(String text) {
    try {
      return !Arn.parse(text).account().isEmpty();
    } catch (InvalidArnException _) {
      return false;
    }
  }

  /** The resource to judge a permission by: the ARN, or any resource where it is none. */
  static String orAny(String text) {
    return isArn(text) ? text : ANY;
  }
}
