package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a password or PIN comes from. It is asked for only when something needs it. */
public sealed interface PasswordSource {
  /** The password. */
  SecretValue read() throws ProblemException;

  /** Told that what was read opened nothing: what somebody typed is asked for anew. */
  default void refused() {}

  /** Told that what was read has opened something. */
  default void accepted() {}

  /** The first line of a file, such as one in systemd's {@code $CREDENTIALS_DIRECTORY}. */
  record FromFile(Path path) implements PasswordSource {
    @Override
    public SecretValue read() throws ProblemException {
      byte[] text = SmallFile.read(path, "password");
      int end = 0;
      while (end < text.length && text[end] != '\n' && text[end] != '\r') {
        end++;
      }
      return SecretValue.of(Arrays.copyOf(text, end));
    }
  }

  /** An environment variable. */
  record FromEnvironment(String name, Map<String, String> environment) implements PasswordSource {
    public FromEnvironment {
      environment = Map.copyOf(environment);
    }

    @Override
    public SecretValue read() throws ProblemException {
      String value = environment.get(name);
      if (value == null) {
        throw new ProblemException(
            "the password's environment variable " + name + " is not set", "set it");
      }
      return SecretValue.ofText(value);
    }

    /** The variable alone: the environment holds secrets. */
    @Override
    public String toString() {
      return "FromEnvironment[" + name + ']';
    }
  }

  /** A password that somebody gave outright. */
  record Given(SecretValue value) implements PasswordSource {
    @Override
    public SecretValue read() {
      return value;
    }
  }

  /**
   * Asked for on the terminal, once unless it was wrong; an error where there is none. One that has
   * opened the key stays: a file damaged later is no reason to wait for somebody to type.
   * Thread-safe.
   */
  final class Prompt implements PasswordSource {
    private final String what;
    private Optional<SecretValue> typed = Optional.empty();
    private boolean proven;

    public Prompt(String what) {
      this.what = what;
    }

    @Override
    public synchronized SecretValue read() throws ProblemException {
      if (typed.isEmpty()) {
        typed = TerminalQuestion.ask(what);
      }
      return typed.orElseThrow(
          () ->
              new ProblemException(
                  "a password is needed: " + what,
                  "name a file that holds it with --password-file, or set GRAPNEL_KEY_PASSWORD"));
    }

    @Override
    public synchronized void refused() {
      if (!proven) {
        typed = Optional.empty();
      }
    }

    @Override
    public synchronized void accepted() {
      proven = typed.isPresent();
    }

    /** By the question: a configuration that is read anew is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Prompt prompt && prompt.what.equals(what);
    }

    @Override
    public int hashCode() {
      return what.hashCode();
    }
  }
}
