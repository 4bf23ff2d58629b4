package dev.grapnel.protocol.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The list of header names that a signature covers: lower case, sorted, each once. */
final class SignedHeaderNames {
  private static final int MAX_LENGTH = 4_096;
  private static final int MAX_NAMES = 128;

  private SignedHeaderNames() {}

  /** Reads names joined by {@code ;}. */
  static List<String> parse(String text) throws MalformedRequestException {
    if (text.length() > MAX_LENGTH) {
      throw new MalformedRequestException(
          "SignedHeaders has more than " + MAX_LENGTH + " characters");
    }
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(';', start);
      if (end < 0) {
        end = text.length();
      }
      add(names, text.substring(start, end));
      start = end + 1;
    }
    return names;
  }

  /** The names of all those headers. */
  static List<String> ofAll(Headers headers) {
    return new ArrayList<>(new TreeSet<>(names(headers)));
  }

  static String join(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.append(';');
      }
      out.append(names.get(i));
    }
    return out.toString();
  }

  private static List<String> names(Headers headers) {
    List<String> names = new ArrayList<>();
    for (Headers.Field field : headers.fields()) {
      names.add(field.name());
    }
    return names;
  }

  private static void add(List<String> names, String name) throws MalformedRequestException {
    if (!isLowerCaseToken(name)) {
      throw new MalformedRequestException(
          "SignedHeaders is not a list of lower-case header names joined by ;");
    }
    if (!names.isEmpty() && names.getLast().compareTo(name) >= 0) {
      throw new MalformedRequestException(
          "SignedHeaders is not sorted by name, each name once, in lower case");
    }
    if (names.size() == MAX_NAMES) {
      throw new MalformedRequestException("SignedHeaders has more than " + MAX_NAMES + " names");
    }
    names.add(name);
  }

  /** A token of RFC 9110 section 5.6.2 without upper-case letters. */
  private static boolean isLowerCaseToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
