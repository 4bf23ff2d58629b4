package dev.grapnel.service.audit.copy;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Syslog by datagrams, a message each. One that does not go through even anew is let go. */
final class SyslogDatagrams implements Destination {
  /** A connected socket. */
  interface Sender extends Closeable {
    void send(byte[] message) throws IOException;
  }

  /** Makes connected sockets. */
  @FunctionalInterface
  interface Opener {
    Sender open() throws IOException;
  }

  private final Opener opener;
  private final SyslogFormat format;
  private @Nullable Sender sender;

  /** How many records of the batch at hand are through, so that a new attempt goes on there. */
  private int done;

  private int refused;

  SyslogDatagrams(Opener opener, SyslogFormat format) {
    this.opener = opener;
    this.format = format;
  }

  @Override
  public int send(List<CopiedRecord> records) throws IOException {
    while (done < records.size()) {
      if (!sendOne(format.message(records.get(done)))) {
        refused++;
      }
      done++;
    }
    int count = refused;
    done = 0;
    refused = 0;
    return count;
  }

  /** False for a message that the socket does not take, though it can be opened. */
  private boolean sendOne(byte[] message) throws IOException {
    boolean fresh = sender == null;
    try {
      connected().send(message);
      return true;
    } catch (IOException _) {
      close();
    }
    Sender anew = connected(); // throws where nobody is there
    try {
      anew.send(message);
      return true;
    } catch (IOException e) {
      close();
      if (fresh) {
        return false;
      }
      throw e;
    }
  }

  private Sender connected() throws IOException {
    if (sender == null) {
      sender = opener.open();
    }
    return sender;
  }

  @Override
  public void close() throws IOException {
    Sender open = sender;
    sender = null;
    if (open != null) {
      open.close();
    }
  }
}
