package dev.grapnel.service.audit.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Syslog over TCP or TLS, each message behind its length. */
final class SyslogStream implements Destination {
  private final SyslogAddress.Stream address;
  private final Optional<SSLContext> tls;
  private final SyslogFormat format;
  private final CopyTimes times;
  private @Nullable Socket socket;

  /** With TLS where there is a context for it. */
  SyslogStream(
      SyslogAddress.Stream address,
      Optional<SSLContext> tls,
      SyslogFormat format,
      CopyTimes times) {
    this.address = address;
    this.tls = tls;
    this.format = format;
    this.times = times;
  }

  @Override
  public int send(List<CopiedRecord> records) throws IOException {
    try {
      OutputStream out = new BufferedOutputStream(connected().getOutputStream(), 64 << 10);
      for (CopiedRecord record : records) {
        byte[] message = format.message(record);
        out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(message);
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connected() throws IOException {
    if (socket == null) {
      socket = connect();
    }
    return socket;
  }

  private Socket connect() throws IOException {
    int millis = (int) times.connect().toMillis();
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(address.host(), address.port()), millis);
      plain.setSoTimeout(millis);
      return tls.isPresent() ? secured(tls.get(), plain) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private SSLSocket secured(SSLContext context, Socket plain) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // or any certificate would do
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
