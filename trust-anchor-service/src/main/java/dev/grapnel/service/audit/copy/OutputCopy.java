package dev.grapnel.service.audit.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The records as lines on a stream, which is left open. */
record OutputCopy(OutputStream out) implements Destination {
  @Override
  public int send(List<CopiedRecord> records) throws IOException {
    for (CopiedRecord record : records) {
      byte[] line = new byte[record.line().length + 1];
      System.arraycopy(record.line(), 0, line, 0, record.line().length);
      line[line.length - 1] = '\n';
      out.write(line);
    }
    out.flush();
    return 0;
  }

  @Override
  public void close() {}
}
