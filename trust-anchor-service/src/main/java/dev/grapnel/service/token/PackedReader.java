package dev.grapnel.service.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link PackedWriter} writes, and nothing else: each value has one form. */
final class PackedReader {
  /** The most elements of a list or map. */
  private static final int MAX_ELEMENTS = 256;

  private static final int MAX_SHIFT = 56;

  private final ByteBuffer in;

  PackedReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  byte readByte() throws MalformedPackingException {
    if (!in.hasRemaining()) {
      throw new MalformedPackingException("the bytes end early");
    }
    return in.get();
  }

  /** A number of at most {@code max}. */
  long readNumber(long max) throws MalformedPackingException {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      byte next = readByte();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (value > max || (next == 0 && shift > 0)) {
          throw new MalformedPackingException("a number is too large or has a longer form");
        }
        return value;
      }
    }
    throw new MalformedPackingException("a number is too long");
  }

  String readText() throws MalformedPackingException {
    int length = (int) readNumber(in.remaining());
    if (length > in.remaining()) {
      throw new MalformedPackingException("a text is longer than the bytes");
    }
    ByteBuffer text = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(text)
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPackingException("a text is not UTF-8");
    }
  }

  List<String> readTexts() throws MalformedPackingException {
    int count = (int) readNumber(MAX_ELEMENTS);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText());
    }
    return texts;
  }

  /** A map whose keys come in ascending order. */
  Map<String, String> readTextMap() throws MalformedPackingException {
    int count = (int) readNumber(MAX_ELEMENTS);
    TreeMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String key = readText();
      if (!texts.isEmpty() && texts.lastKey().compareTo(key) >= 0) {
        throw new MalformedPackingException("the keys are not in ascending order");
      }
      texts.put(key, readText());
    }
    return texts;
  }

  void requireEnd() throws MalformedPackingException {
    if (in.hasRemaining()) {
      throw new MalformedPackingException("bytes follow the end");
    }
  }
}
