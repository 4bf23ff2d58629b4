package dev.grapnel.service.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes values compactly: numbers in groups of seven bits, the lowest first. */
final class PackedWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void writeByte(byte value) {
    out.write(value);
  }

  void writeNumber(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a negative number cannot be packed");
    }
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void writeText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(bytes.length);
    out.writeBytes(bytes);
  }

  void writeTexts(List<String> texts) {
    writeNumber(texts.size());
    texts.forEach(this::writeText);
  }

  void writeTexts(SortedMap<String, String> texts) {
    writeNumber(texts.size());
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      writeText(entry.getKey());
      writeText(entry.getValue());
    }
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
