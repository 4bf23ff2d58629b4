package dev.grapnel.service.token;

/** How long session tokens get. */
public final class SessionTokens {
  /** The most bytes of packed claims that a token holds. */
  public static final int MAX_CLAIMS_LENGTH = 12_000;

  /** The longest session token, in characters. */
  public static final int MAX_LENGTH = Envelope.textLength(MAX_CLAIMS_LENGTH);

  private SessionTokens() {}
}
