package dev.grapnel.service.iam;

import dev.grapnel.service.api.TextRule;

/** What the service's model says of its strings and numbers. */
final class Rules {
  static final TextRule ROLE_NAME = TextRule.matching(1, 64, "[\\w+=,.@-]+");
  static final TextRule POLICY_NAME = TextRule.matching(1, 128, "[\\w+=,.@-]+");
  static final TextRule PATH = TextRule.matching(1, 512, "/|/[\\x21-\\x7e]+/");
  static final TextRule PATH_PREFIX = TextRule.matching(1, 512, "/[\\x21-\\x7f]*");
  static final TextRule POLICY_DOCUMENT = TextRule.matching(1, 131_072, "[\\t\\n\\r\\x20-\\xff]+");
  static final TextRule DESCRIPTION =
      TextRule.matching(0, 1_000, "[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*");
  static final TextRule TAG_KEY = TextRule.matching(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  static final TextRule TAG_VALUE = TextRule.matching(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  static final TextRule MARKER = TextRule.matching(1, 320, "[\\x20-\\xff]+");

  static final int MAX_TAGS = 50;
  static final int MIN_SESSION_SECONDS = 3_600;
  static final int MAX_SESSION_SECONDS = 43_200;
  static final int MAX_ITEMS = 1_000;

  private Rules() {}
}
