package dev.grapnel.service.audit.copy;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** Copies of the trail to wherever they are wanted. Thread-safe. */
public final class AuditCopies implements Consumer<byte[]>, Closeable {
  /**
   * Where copies go.
   *
   * @param output such as standard output
   * @param otlp the URL of a collector's logs
   * @param tls for syslog over TLS and OTLP over HTTPS: whom to trust
   * @param host this machine's name
   * @param processId this process's
   */
  public record Setup(
      Optional<SyslogAddress> syslog,
      Optional<URI> otlp,
      Optional<OutputStream> output,
      SSLContext tls,
      CopyTimes times,
      String host,
      long processId) {}

  private final List<CopyQueue> queues;

  private AuditCopies(List<CopyQueue> queues) {
    this.queues = List.copyOf(queues);
  }

  /** Starts copying; a destination that is away is tried again for ever. */
  public static AuditCopies start(Setup setup, RandomGenerator random, MeterRegistry meters) {
    List<CopyQueue> queues = new ArrayList<>();
    CopyTimes times = setup.times();
    setup
        .syslog()
        .map(address -> syslog(address, setup))
        .ifPresent(to -> queues.add(CopyQueue.start("syslog", to, times, random, meters)));
    setup
        .otlp()
        .map(url -> new OtlpLogs(url, Optional.of(setup.tls()), setup.host(), times))
        .ifPresent(to -> queues.add(CopyQueue.start("otlp", to, times, random, meters)));
    setup
        .output()
        .map(OutputCopy::new)
        .ifPresent(to -> queues.add(CopyQueue.start("stdout", to, times, random, meters)));
    return new AuditCopies(queues);
  }

  private static Destination syslog(SyslogAddress address, Setup setup) {
    SyslogFormat format = new SyslogFormat(setup.host(), setup.processId());
    return switch (address) {
      case SyslogAddress.UnixSocket(String path) ->
          new SyslogDatagrams(() -> UnixDatagrams.open(path), format);
      case SyslogAddress.Udp udp -> new SyslogDatagrams(() -> UdpDatagrams.open(udp), format);
      case SyslogAddress.Stream stream ->
          new SyslogStream(
              stream,
              stream.tls() ? Optional.of(setup.tls()) : Optional.empty(),
              format,
              setup.times());
    };
  }

  /** Takes a line of the trail, which nobody writes to any more; never waits. */
  @Override
  public void accept(byte[] line) {
    if (!queues.isEmpty()) {
      CopiedRecord record = CopiedRecord.of(line);
      queues.forEach(queue -> queue.add(record));
    }
  }

  @Override
  public void close() throws IOException {
    queues.forEach(CopyQueue::close);
  }
}
