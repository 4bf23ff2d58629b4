package dev.grapnel.agent.identity;

import dev.grapnel.protocol.secret.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks for a secret on the process's terminal itself, so that it works while standard input and
 * output are pipes, as they are when an SDK runs the program. What is typed is not shown.
 */
final class TerminalQuestion {
  private static final File TERMINAL = new File("/dev/tty");
  private static final int MAX_BYTES = 4_096;

  private TerminalQuestion() {}

  /** What was typed; empty where there is no terminal, or nobody at it. */
  static Optional<SecretValue> ask(String what) {
    try (InputStream in = new FileInputStream(TERMINAL);
        OutputStream out = new FileOutputStream(TERMINAL)) {
      String settings = stty("-g");
      Thread restore = new Thread(() -> restore(settings), "restore-terminal");
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        stty("-echo");
        out.write((what + ": ").getBytes(StandardCharsets.UTF_8));
        return line(in);
      } finally {
        restore(settings);
        Runtime.getRuntime().removeShutdownHook(restore);
        out.write('\n');
      }
    } catch (IOException | IllegalStateException _) {
      return Optional.empty();
    }
  }

  private static Optional<SecretValue> line(InputStream in) throws IOException {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n' && typed.size() < MAX_BYTES) {
      typed.write(next);
      next = in.read();
    }
    return next < 0 ? Optional.empty() : Optional.of(SecretValue.of(typed.toByteArray()));
  }

  private static void restore(String settings) {
    try {
      stty(settings);
    } catch (IOException _) {
      // The terminal is gone.
    }
  }

  /** Changes or tells the terminal's settings: Java itself cannot. */
  private static String stty(String argument) throws IOException {
    Process process =
        new ProcessBuilder("stty", argument)
            .redirectInput(TERMINAL)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("stty failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return out.strip();
  }
}
