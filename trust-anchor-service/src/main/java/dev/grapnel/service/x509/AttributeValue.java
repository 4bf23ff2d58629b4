package dev.grapnel.service.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** An attribute's value: its text, where its type is a string, and what it is compared by. */
record AttributeValue(String text, String comparable) {
  /** The longest text of an attribute, in bytes; normalising it may take time by its square. */
  static final int MAX_TEXT_BYTES = 1_024;

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  /**
   * Reads a value from its DER. All string types compare as text, so that a name written in another
   * encoding is the same name and cannot slip past an excluded subtree.
   */
  static AttributeValue read(byte[] der) throws MalformedX509Exception {
    DerReader reader = DerReader.of(der);
    int tag = reader.nextTag();
    Optional<Charset> charset = charset(tag);
    if (charset.isEmpty()) {
      String hex = "#" + HexFormat.of().formatHex(der);
      return new AttributeValue(hex, "b" + hex);
    }
    byte[] content = reader.content(tag);
    if (content.length > MAX_TEXT_BYTES) {
      throw new MalformedX509Exception(
          "a name has a text of more than " + MAX_TEXT_BYTES + " bytes");
    }
    String text = decode(content, charset.get());
    return new AttributeValue(
        text,
        StringPreparation.prepare(text)
            .map(prepared -> "t" + prepared)
            .orElseGet(() -> "b#" + HexFormat.of().formatHex(der)));
  }

  private static Optional<Charset> charset(int tag) {
    return switch (tag) {
      case DerTag.UTF8_STRING -> Optional.of(StandardCharsets.UTF_8);
      case DerTag.PRINTABLE_STRING,
          DerTag.IA5_STRING,
          DerTag.NUMERIC_STRING,
          DerTag.VISIBLE_STRING ->
          Optional.of(StandardCharsets.US_ASCII);
      case DerTag.TELETEX_STRING -> Optional.of(StandardCharsets.ISO_8859_1);
      case DerTag.BMP_STRING -> Optional.of(StandardCharsets.UTF_16BE);
      case DerTag.UNIVERSAL_STRING -> Optional.of(UTF_32BE);
      default -> Optional.empty();
    };
  }

  private static String decode(byte[] content, Charset charset) throws MalformedX509Exception {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(content))
          .toString();
    } catch (CharacterCodingException _) {
      throw new MalformedX509Exception("a name has text that is not in its string type's encoding");
    }
  }
}
