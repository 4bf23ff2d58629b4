package dev.grapnel.testing;

import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.QueryString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 connection over TLS that costs the client little: requests are bytes made beforehand,
 * of an answer only status and length are looked at. One thread at a time.
 */
public final class Wire implements AutoCloseable {
  private static final int TIMEOUT_MS = 30_000;
  private static final int MAX_HEAD_BYTES = 65_536;

  /** An answer: status code, head up to the empty line, body. */
  @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
  public record Answer(int status, String head, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The value of the header of that name; empty where it is absent. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private final Socket socket;
  private final InputStream in;

  public Wire(URI api, SSLContext tls) throws IOException {
    socket = tls.getSocketFactory().createSocket(api.getHost(), api.getPort());
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A POST as it goes over the wire. */
  public static byte[] post(String path, QueryString query, Headers headers, byte[] body) {
    String target = query.parameters().isEmpty() ? path : path + '?' + query.canonical();
    return request("POST", target, headers, body);
  }

  /** A request as it goes over the wire, whatever is wrong with it. */
  public static byte[] request(String method, String target, Headers headers, byte[] body) {
    StringBuilder head = new StringBuilder(method).append(' ').append(target);
    head.append(" HTTP/1.1\r\n");
    for (Headers.Field field : headers.fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    head.append("content-length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  public Answer send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String head = head();
    int status = Integer.parseInt(head.substring(9, 12));
    byte[] body = in.readNBytes(contentLength(head));
    return new Answer(status, head, body);
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder(512);
    while (!endsWithEmptyLine(head)) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_HEAD_BYTES) {
        throw new IOException("the service closed the connection or sent no HTTP");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static boolean endsWithEmptyLine(StringBuilder head) {
    int end = head.length();
    return end >= 4 && head.charAt(end - 1) == '\n' && head.indexOf("\r\n\r\n", end - 4) >= 0;
  }

  private static int contentLength(String head) throws IOException {
    String name = "\r\ncontent-length:";
    int at = head.toLowerCase(Locale.ROOT).indexOf(name);
    if (at < 0) {
      throw new IOException("the answer has no content-length");
    }
    int from = at + name.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
