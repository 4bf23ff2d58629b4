package dev.grapnel.service.management;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** What must be well for the service to be sent work. Thread-safe. */
public final class Readiness {
  private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentSkipListMap<>();

  /**
   * Adds something to ask each time.
   *
   * @param check says what is wrong, or nothing; quick, never throws, never waits
   */
  public void add(String name, Supplier<Optional<String>> check) {
    checks.put(name, check);
  }

  /** What is wrong at present, by name. */
  public Map<String, String> problems() {
    Map<String, String> problems = new TreeMap<>();
    checks.forEach((name, check) -> check.get().ifPresent(text -> problems.put(name, text)));
    return problems;
  }
}
