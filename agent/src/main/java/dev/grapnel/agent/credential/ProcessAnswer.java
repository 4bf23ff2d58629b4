package dev.grapnel.agent.credential;

/**
 * What {@code credential_process} prints: one line of JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html">AWS:
 *     process credential provider</a>
 */
public final class ProcessAnswer {
  private ProcessAnswer() {}

  /** The line, without its end. */
  public static String of(Credentials credentials) {
    StringBuilder out = new StringBuilder(2_048);
    out.append("{\"Version\":1");
    member(out, "AccessKeyId", credentials.accessKeyId());
    member(out, "SecretAccessKey", credentials.secretAccessKey().revealText());
    member(out, "SessionToken", credentials.sessionToken().revealText());
    member(out, "Expiration", credentials.expiration().toString());
    if (!credentials.accountId().isEmpty()) {
      member(out, "AccountId", credentials.accountId());
    }
    return out.append('}').toString();
  }

  private static void member(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u").append(String.format("%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
