package dev.grapnel.service.caller;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.testing.BotocoreVector;

/** Calls of strangers: refused with a reason, whatever they say; never authenticated. */
final class CallFuzzTest {
  private static final CallerAuthentication AUTHENTICATION = authentication();

  @FuzzTest
  void header(FuzzedDataProvider data) {
    refused(
        new SignedCall(
            data.consumeString(8),
            data.consumeString(100),
            data.consumeString(200),
            Headers.of(
                "authorization",
                data.consumeString(1_000),
                "x-amz-date",
                data.consumeString(20),
                "x-amz-security-token",
                data.consumeString(400),
                "host",
                data.consumeString(20)),
            data.consumeRemainingAsBytes()));
  }

  @FuzzTest
  void presigned(FuzzedDataProvider data) {
    refused(
        new SignedCall(
            "GET",
            data.consumeString(100),
            data.consumeString(2_000),
            Headers.of("host", data.consumeRemainingAsString()),
            new byte[0]));
  }

  private static void refused(SignedCall call) {
    switch (AUTHENTICATION.authenticate(call, "sts", _ -> {})) {
      case Verdict.Passed<AuthenticatedCaller> _ -> fail("nobody signed this");
      case Verdict.Refused<AuthenticatedCaller> refused ->
          assertFalse(refused.denial().auditReason().isEmpty());
    }
  }

  private static CallerAuthentication authentication() {
    CallerWorld world = new CallerWorld();
    world.rootKey(
        CallerWorld.ACCOUNT, BotocoreVector.ACCESS_KEY_ID, BotocoreVector.SECRET_ACCESS_KEY);
    return world.authentication("us-east-1");
  }
}
