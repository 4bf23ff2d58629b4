package dev.grapnel.testing;

import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CreateSession as the AWS credential helper sent it, read from the raw captures among the
 * foreign vectors; path and query as on the wire.
 */
@SuppressWarnings("ArrayRecordComponent") // a test's value, never compared
public record CapturedRequest(
    String method, String rawPath, String rawQuery, Headers headers, byte[] body) {
  /** Every capture's name, without {@code .raw}. */
  public static final List<String> NAMES =
      List.of(
          "ecp256-chain-session-http",
          "ecp256-http",
          "ecp256-https-noverify",
          "ecp256-pathprefix",
          "ecp384-http",
          "mldsa44-http",
          "rsa2048-http");

  /** The folder of the captures; the calling test is skipped where it is absent. */
  public static Path folder() {
    return SharedData.require("vectors/create-session");
  }

  /** The capture of that name. */
  public static CapturedRequest read(String name) {
    try {
      return parse(Files.readAllBytes(folder().resolve(name + ".raw")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a raw HTTP/1.1 request whose body ends with the bytes. */
  public static CapturedRequest parse(byte[] raw) {
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    String[] start = lines[0].split(" ", -1);
    String[] target = start[1].split("\\?", 2);
    List<Headers.Field> fields = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      fields.add(new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new CapturedRequest(
        start[0],
        target[0],
        target.length < 2 ? "" : target[1],
        new Headers(fields),
        Arrays.copyOfRange(raw, end + 4, raw.length));
  }

  /** The same request with other headers. */
  public CapturedRequest withHeaders(Headers other) {
    return new CapturedRequest(method, rawPath, rawQuery, other, body);
  }

  /** The same request with another value of that header. */
  public CapturedRequest withHeader(String name, String value) {
    List<Headers.Field> fields = new ArrayList<>();
    for (Headers.Field field : headers.fields()) {
      fields.add(field.name().equals(name) ? new Headers.Field(name, value) : field);
    }
    return withHeaders(new Headers(fields));
  }

  /** The same request without that header. */
  public CapturedRequest withoutHeader(String name) {
    return withHeaders(
        new Headers(headers.fields().stream().filter(f -> !f.name().equals(name)).toList()));
  }
}
