package dev.grapnel.agent.outlet;

import java.util.Locale;

/** Writes flat JSON objects of texts. Of one thread. */
final class JsonText {
  private final StringBuilder out = new StringBuilder(2_048).append('{');

  JsonText put(String name, String value) {
    if (out.length() > 1) {
      out.append(',');
    }
    out.append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return this;
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
