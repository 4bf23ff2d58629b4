package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Texts of strangers: each is refused by its one exception, or read so that it can be repeated. */
final class SigningFuzzTest {
  @FuzzTest
  void authorization(FuzzedDataProvider data) throws Exception {
    Authorization read;
    try {
      read = Authorization.parse(data.consumeRemainingAsString());
    } catch (MalformedRequestException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    assertEquals(read, Authorization.parse(read.headerValue()));
    assertFalse(read.toString().contains("Signature="));
  }

  @FuzzTest
  void query(FuzzedDataProvider data) throws Exception {
    QueryString read;
    try {
      read = QueryString.parse(data.consumeRemainingAsString());
    } catch (MalformedRequestException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    QueryString again = QueryString.parse(read.canonical());
    assertEquals(read.canonical(), again.canonical());
    assertEquals(read.parameters().size() - empty(read), again.parameters().size() - empty(again));
  }

  @FuzzTest
  void presigned(FuzzedDataProvider data) {
    try {
      PresignedQuery read =
          PresignedQuery.parse(QueryString.parse(data.consumeRemainingAsString()));
      assertTrue(read.validFor().compareTo(PresignedQuery.MAX_VALIDITY) <= 0);
      assertTrue(read.signedQuery().all(PresignedQuery.SIGNATURE).isEmpty());
    } catch (MalformedRequestException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }

  @FuzzTest
  void date(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    try {
      assertEquals(text, AmzDate.parse(text).toString());
    } catch (MalformedRequestException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }

  @FuzzTest
  void canonicalRequest(FuzzedDataProvider data) {
    String method = data.consumeString(8);
    String path = data.consumeString(64);
    String query = data.consumeString(64);
    String name = data.consumeString(16);
    Headers headers =
        Headers.of(name, data.consumeString(64), "host", data.consumeRemainingAsString());
    try {
      SignableRequest request =
          SignableRequest.of(method, path, QueryString.parse(query), headers, new byte[0]);
      String text = CanonicalRequest.of(request, List.of("host")).text();
      assertEquals(7, text.split("\n", -1).length, "a header forged a line");
    } catch (MalformedRequestException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }

  private static int empty(QueryString query) {
    return (int)
        query.parameters().stream().filter(p -> p.name().isEmpty() && p.value().isEmpty()).count();
  }
}
