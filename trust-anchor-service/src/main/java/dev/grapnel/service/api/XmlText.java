package dev.grapnel.service.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;

/**
 * Writes an XML document. Text is escaped; a character that XML 1.0 cannot hold (section 2.2)
 * becomes U+FFFD. Element names are ours. Not thread-safe.
 */
public final class XmlText {
  private final StringBuilder out = new StringBuilder(512);

  private XmlText() {}

  /** Begins a document whose root element is open. */
  public static XmlText document(String root, Optional<String> namespace) {
    XmlText xml = new XmlText();
    xml.out.append('<').append(root);
    namespace.ifPresent(uri -> xml.out.append(" xmlns=\"").append(uri).append('"'));
    xml.out.append('>');
    return xml;
  }

  @CanIgnoreReturnValue
  public XmlText open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  @CanIgnoreReturnValue
  public XmlText close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element that holds nothing but this text. */
  @CanIgnoreReturnValue
  public XmlText element(String name, String text) {
    open(name);
    text.codePoints().forEach(this::escaped);
    return close(name);
  }

  private void escaped(int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&apos;");
      case '\r' -> out.append("&#xD;");
      default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xfffd);
    }
  }

  private static boolean isXmlCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe)
        || c >= 0x10000;
  }

  /** What has been written. */
  @Override
  public String toString() {
    return out.toString();
  }
}
