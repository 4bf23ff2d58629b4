package dev.grapnel.service.policy;

import java.util.List;

/** Lists of texts, cut to a length that is fit for a log line. */
final class Excerpt {
  private static final int MAX_TEXTS = 8;
  private static final int MAX_LENGTH = 160;

  private Excerpt() {}

  static String of(List<String> texts) {
    StringBuilder excerpt = new StringBuilder("[");
    for (int i = 0; i < Math.min(texts.size(), MAX_TEXTS); i++) {
      excerpt.append(i == 0 ? "" : ", ").append(cut(texts.get(i)));
    }
    if (texts.size() > MAX_TEXTS) {
      excerpt.append(", and ").append(texts.size() - MAX_TEXTS).append(" more");
    }
    return excerpt.append(']').toString();
  }

  private static String cut(String text) {
    StringBuilder cut = new StringBuilder();
    int length = Math.min(text.length(), MAX_LENGTH);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      cut.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\ufffd' : c);
    }
    return text.length() > MAX_LENGTH ? cut.append("...").toString() : cut.toString();
  }
}
