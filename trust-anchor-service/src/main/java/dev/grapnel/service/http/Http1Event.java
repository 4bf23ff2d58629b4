package dev.grapnel.service.http;

/** What {@link Http1Decoder} tells {@link Http1Connection}. */
sealed interface Http1Event {
  /** The client waits for a word before it sends the body. */
  record ContinueWanted() implements Http1Event {}

  /** A whole request; the decoder reads no further until it is told to. */
  @SuppressWarnings("ArrayRecordComponent")
  record Arrived(MessageHead head, byte[] body) implements Http1Event {}

  /**
   * Something that is not taken; the decoder drops whatever follows.
   *
   * @param method empty where it is not known, as is the path
   */
  record Refused(EdgeFault fault, String method, String rawPath) implements Http1Event {}
}
