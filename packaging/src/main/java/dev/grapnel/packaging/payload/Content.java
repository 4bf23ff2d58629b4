package dev.grapnel.packaging.payload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes: those of a file of the build, or made here. */
public sealed interface Content {
  long size() throws IOException;

  InputStream open() throws IOException;

  /** The bytes of that file when the package is written. */
  record OfFile(Path file) implements Content {
    @Override
    public long size() throws IOException {
      return Files.size(file);
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /** Bytes made here. */
  @SuppressWarnings("ArrayRecordComponent") // Written once and never compared.
  record OfBytes(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** That text in UTF-8. */
  record OfText(String text) implements Content {
    @Override
    public long size() {
      return bytes().length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes());
    }

    private byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
