package dev.grapnel.agent;

import dev.grapnel.agent.command.Commands;
import dev.grapnel.agent.command.Surroundings;
import dev.grapnel.agent.command.Terminal;
import dev.grapnel.agent.session.Timing;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Clock;
import java.util.List;

/** The main class of {@code grapnel-agent}: wires the parts by hand and runs the command. */
public final class WorkloadAgent {
  private WorkloadAgent() {}

  public static void main(String[] arguments) throws InterruptedException {
    // The JDK refuses Basic authentication to proxies for tunnels unless told otherwise; inside the
    // tunnel is TLS.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    shortenProviders();
    Clock clock = Clock.systemUTC();
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            clock.instant(),
            new Timing(clock, System::nanoTime, Thread::sleep, Math::random),
            new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err)));
    System.exit(Commands.run(List.of(arguments), surroundings));
  }

  /**
   * A search for an algorithm that none of the usual providers has would load all the others, and
   * on the way BouncyCastle's hundreds of classes, which announces itself as one of them. Those
   * after the fifth are for Kerberos, SASL, XML, smart cards and LDAP.
   */
  private static void shortenProviders() {
    Security.setProperty("security.provider.6", "SunPKCS11");
    Security.setProperty("security.provider.7", "");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
