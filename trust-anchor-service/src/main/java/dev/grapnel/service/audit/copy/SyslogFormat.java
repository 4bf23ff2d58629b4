package dev.grapnel.service.audit.copy;

import java.nio.charset.StandardCharsets;

/**
 * A record as a message of RFC 5424: facility <i>log audit</i>, severity <i>warning</i> for
 * refusals and <i>informational</i> for all else, the event's name as MSGID, the record as it
 * stands in the trail as MSG.
 *
 * @param host this machine's name, or {@code -}
 * @param processId this process's
 */
record SyslogFormat(String host, long processId) {
  private static final int AUDIT = 13 * 8;
  private static final int WARNING = 4;
  private static final int INFORMATIONAL = 6;
  private static final int MAX_HOST = 255;

  SyslogFormat {
    host = host.matches("[!-~]{1," + MAX_HOST + "}") ? host : "-";
  }

  byte[] message(CopiedRecord record) {
    String head =
        "<%d>1 %s %s trust-anchor-service %d %s - "
            .formatted(
                AUDIT + (record.isRefusal() ? WARNING : INFORMATIONAL),
                record.time().orElse("-"),
                host,
                processId,
                record.eventName().orElse("-"));
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[start.length + record.line().length];
    System.arraycopy(start, 0, message, 0, start.length);
    System.arraycopy(record.line(), 0, message, start.length, record.line().length);
    return message;
  }
}
