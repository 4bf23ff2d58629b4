package dev.grapnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The real AWS CLI and boto3, at pinned versions from PyPI, in a virtual environment below {@code
 * .venv/} of the repository. It is made at the first use and shared by all modules and builds.
 *
 * @param folder the environment's folder
 */
public record PythonVenv(Path folder) {
  private static final List<String> PINS =
      List.of("awscli==1.46.3", "boto3==1.44.5", "botocore==1.44.5");

  /** The environment of the AWS CLI and boto3, made if it is not there. */
  public static PythonVenv ready() {
    return ready("aws", PINS);
  }

  /**
   * An environment of that name with those packages, made if it is not there. Safe between threads
   * and processes.
   */
  public static synchronized PythonVenv ready(String name, List<String> pins) {
    Path parent = Path.of(System.getProperty("grapnel.root", "..")).resolve(".venv");
    Path folder =
        parent.resolve(name + "-" + Integer.toHexString(pins.hashCode())).toAbsolutePath();
    try {
      Files.createDirectories(parent);
      try (FileChannel channel =
              FileChannel.open(
                  parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        make(folder.normalize(), pins);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PythonVenv(folder.normalize());
  }

  /** The Python interpreter that has boto3. */
  public Path python() {
    return folder.resolve("bin/python");
  }

  /** The AWS CLI. */
  public Path aws() {
    return folder.resolve("bin/aws");
  }

  private static void make(Path folder, List<String> pins) throws IOException {
    Path complete = folder.resolve("complete");
    if (Files.exists(complete)) {
      return;
    }
    run(List.of("python3", "-m", "venv", "--clear", folder.toString()));
    List<String> install =
        new ArrayList<>(
            List.of(folder.resolve("bin/pip").toString(), "-q", "--no-input", "install"));
    install.add("--disable-pip-version-check");
    install.addAll(pins);
    run(install);
    Files.writeString(complete, String.join("\n", pins));
  }

  private static void run(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            String.join(" ", words)
                + " failed; the tests need Python 3 with venv and pip, and PyPI:\n"
                + out);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
