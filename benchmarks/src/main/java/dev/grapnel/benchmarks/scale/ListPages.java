package dev.grapnel.benchmarks.scale;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** Reads lists page by page over one connection, as root. */
final class ListPages {
  private static final int OK = 200;
  private static final String TOKEN = "\"nextToken\":\"";

  private final URI api;
  private final SSLContext tls;
  private final SigV4Signer signer;

  ListPages(URI api, SSLContext tls, Path rootCredentials) throws IOException {
    this.api = api;
    this.tls = tls;
    Properties keys = new Properties();
    try (var in = Files.newBufferedReader(rootCredentials)) {
      keys.load(in);
    }
    signer =
        new SigV4Signer(
            keys.getProperty("aws_access_key_id"),
            SecretValue.ofText(keys.getProperty("aws_secret_access_key")),
            null,
            "us-east-1",
            "rolesanywhere");
  }

  /** How long each page took, from the request's first byte to the answer's last. */
  List<Duration> read(String path, int mostPages) throws IOException, MalformedRequestException {
    List<Duration> times = new ArrayList<>();
    try (Wire wire = new Wire(api, tls)) {
      QueryString query = QueryString.EMPTY;
      while (times.size() < mostPages) {
        byte[] request = request(path, query);
        long begin = System.nanoTime();
        Wire.Answer answer = wire.send(request);
        times.add(Duration.ofNanos(System.nanoTime() - begin));
        String text = answer.text();
        if (answer.status() != OK) {
          throw new IOException(path + ": " + answer.status() + ' ' + text);
        }
        int at = text.indexOf(TOKEN);
        if (at < 0) {
          break;
        }
        int from = at + TOKEN.length();
        query = QueryString.of("nextToken", text.substring(from, text.indexOf('"', from)));
      }
    }
    return times;
  }

  private byte[] request(String path, QueryString query) throws MalformedRequestException {
    byte[] body = new byte[0];
    Headers headers = Headers.of("host", api.getAuthority());
    Headers signed =
        signer.sign(
            SignableRequest.of("GET", path, query, headers, body), new AmzDate(Instant.now()));
    String target = query.parameters().isEmpty() ? path : path + '?' + query.canonical();
    return Wire.request("GET", target, signed, body);
  }
}
