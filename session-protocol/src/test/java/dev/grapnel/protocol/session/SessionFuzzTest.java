package dev.grapnel.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;

/**
 * Messages of strangers: each is refused by its one exception, or read so that it can be repeated.
 */
final class SessionFuzzTest {
  private static final QueryString ARNS =
      QueryString.of(
          "trustAnchorArn", "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/1",
          "profileArn", "arn:aws:rolesanywhere:us-east-1:123456789012:profile/2",
          "roleArn", "arn:aws:iam::123456789012:role/demo");

  @FuzzTest
  void body(byte[] body) throws Exception {
    CreateSessionRequest read;
    try {
      read = CreateSessionRequest.decode(ARNS, body);
    } catch (MalformedSessionException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    CreateSessionRequest again = CreateSessionRequest.decode(read.query(), read.body());
    assertEquals(read.duration(), again.duration());
    assertEquals(read.roleSessionName(), again.roleSessionName());
  }

  @FuzzTest
  void queryAndBody(FuzzedDataProvider data) throws Exception {
    String query = data.consumeString(2_000);
    byte[] body = data.consumeRemainingAsBytes();
    try {
      CreateSessionRequest.decode(QueryString.parse(query), body);
    } catch (MalformedSessionException | MalformedRequestException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest
  void response(byte[] body) throws Exception {
    CreateSessionResponse read;
    try {
      read = CreateSessionResponse.decode(body);
    } catch (MalformedSessionException refused) {
      assertFalse(refused.getMessage().isEmpty());
      return;
    }
    assertEquals(read.credentials(), CreateSessionResponse.decode(read.body()).credentials());
  }

  @FuzzTest
  void error(byte[] body) {
    ServiceError read = ServiceError.decode(500, Headers.NONE, body);
    assertEquals(read.message(), ServiceError.decode(500, Headers.NONE, read.body()).message());
  }
}
