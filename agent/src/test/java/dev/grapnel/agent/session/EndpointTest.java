package dev.grapnel.agent.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grapnel.agent.problem.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static final Endpoint.Choice NONE = new Endpoint.Choice(Optional.empty(), false);

  @ParameterizedTest
  @CsvSource({
    "aws,us-east-1,'','',https://rolesanywhere.us-east-1.amazonaws.com",
    "aws,eu-west-1,true,'',https://rolesanywhere-fips.eu-west-1.amazonaws.com",
    "aws,eu-west-1,'',true,https://rolesanywhere.eu-west-1.api.aws",
    "aws,us-west-2,true,true,https://rolesanywhere-fips.us-west-2.api.aws",
    "aws-us-gov,us-gov-west-1,'','',https://rolesanywhere.us-gov-west-1.amazonaws.com",
    "aws-cn,cn-north-1,'','',https://rolesanywhere.cn-north-1.amazonaws.com.cn",
    "aws-cn,cn-north-1,'',true,https://rolesanywhere.cn-north-1.api.amazonwebservices.com.cn"
  })
  void withoutChoice_thePartitionsIs(
      String partition, String region, String fips, String dualStack, String expected)
      throws Exception {
    Map<String, String> environment =
        Map.of("AWS_USE_FIPS_ENDPOINT", fips, "AWS_USE_DUALSTACK_ENDPOINT", dualStack);
    assertEquals(
        URI.create(expected), Endpoint.resolve(NONE, partition, region, environment).base());
  }

  @Test
  void environment_countsUnlessToldOtherwise() throws Exception {
    Map<String, String> both =
        Map.of(
            "AWS_ENDPOINT_URL", "https://all.example",
            "AWS_ENDPOINT_URL_ROLESANYWHERE", "https://ra.example/x/");
    assertEquals(
        "https://ra.example/x", Endpoint.resolve(NONE, "aws", "r", both).base().toString());
    assertEquals("https://all.example", Endpoint.sts(NONE, "aws", "r", both).base().toString());
    Map<String, String> ignored =
        Map.of(
            "AWS_ENDPOINT_URL",
            "https://all.example",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "true");
    assertEquals(
        "https://rolesanywhere.r.amazonaws.com",
        Endpoint.resolve(NONE, "aws", "r", ignored).base().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:80",
        "http://localhost:8080/x",
        "http://[::1]:9",
        "https://h.example:8443"
      })
  void loopbackOrTls_isAccepted(String text) throws Exception {
    Endpoint endpoint =
        Endpoint.resolve(new Endpoint.Choice(Optional.of(text), false), "aws", "r", Map.of());
    assertEquals(text, endpoint.base().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1.evil.example",
        "http://10.0.0.1",
        "http://127.evil:1",
        "ftp://h",
        "https://",
        "nonsense",
        "https://user:pw@h",
        "https://h?q=1",
        "https://h#f",
        "https://h h"
      })
  void otherwise_isRefused(String text) {
    assertThrows(
        ProblemException.class,
        () ->
            Endpoint.resolve(new Endpoint.Choice(Optional.of(text), false), "aws", "r", Map.of()));
  }

  @Test
  void hostHeader_leavesTheUsualPortOut() throws Exception {
    for (String[] pair :
        new String[][] {
          {"https://h.example:443", "h.example"},
          {"https://h.example:8443", "h.example:8443"},
          {"http://127.0.0.1:80", "127.0.0.1"},
          {"http://[::1]:81", "[::1]:81"}
        }) {
      Endpoint endpoint =
          Endpoint.resolve(new Endpoint.Choice(Optional.of(pair[0]), false), "aws", "r", Map.of());
      assertEquals(pair[1], endpoint.hostHeader());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example,'',p.example",
    "https://h.example,h.example,''",
    "https://h.example,.example,''",
    "https://h.example,example,''",
    "https://h.example,*.example,''",
    "https://h.example,other.example,p.example",
    "https://h.example,'a, h.example',''",
    "https://h.example:8443,h.example:8443,''",
    "https://h.example:8443,h.example:9,p.example",
    "https://h.example,*,''",
    "https://127.0.0.1,'',''",
    "https://localhost,'',''"
  })
  void proxy_isUsedUnlessTheHostIsExcluded(String uri, String noProxy, String expected)
      throws Exception {
    Proxies proxies =
        new Proxies(Map.of("HTTPS_PROXY", "http://u:p%40@p.example:3128", "NO_PROXY", noProxy));
    Optional<Proxies.Proxy> proxy = proxies.forUri(URI.create(uri));
    assertEquals(expected, proxy.map(Proxies.Proxy::host).orElse(""));
    proxy.ifPresent(p -> assertEquals("u:p@", p.credentials().orElseThrow().revealText()));
  }
}
