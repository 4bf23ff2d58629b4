package dev.grapnel.agent.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the agent counts, in Prometheus's text form. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus:
 *     formats</a>
 */
public final class Metrics {
  private static final String PREFIX = "grapnel_agent_";
  private static final int MAX_SERIES = 2_000;

  /** What is counted of an answer, so that each needs no text of its own. */
  private record Answer(String outlet, String profile, int status) {
    String labels() {
      return "{endpoint=\"" + outlet + "\",profile=\"" + profile + "\",code=\"" + status + "\"}";
    }
  }

  private final Map<String, LongAdder> attempts = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> durationCounts = new ConcurrentHashMap<>();
  private final Map<String, DoubleAdder> durationSums = new ConcurrentHashMap<>();
  private final Map<Answer, LongAdder> served = new ConcurrentHashMap<>();
  private final Map<String, Long> certificateEnds = new ConcurrentHashMap<>();
  private final Map<String, Long> credentialEnds = new ConcurrentHashMap<>();
  private final Map<String, Long> lastRefreshes = new ConcurrentHashMap<>();

  /** Starts the profile's counters at zero, so that a rate can be told from the first event on. */
  void profile(String profile) {
    attempts.putIfAbsent(attemptLabels(profile, "success", ""), new LongAdder());
    attempts.putIfAbsent(attemptLabels(profile, "failure", ""), new LongAdder());
  }

  /** An attempt to get a session; no error type for one that succeeded. */
  void attempt(String profile, String errorType, Duration took) {
    String result = errorType.isEmpty() ? "success" : "failure";
    add(attempts, attemptLabels(profile, result, errorType));
    String labels = "{profile=\"" + profile + "\"}";
    add(durationCounts, labels);
    durationSums
        .computeIfAbsent(labels, _ -> new DoubleAdder())
        .add(took.toNanos() / (double) Duration.ofSeconds(1).toNanos());
  }

  private static String attemptLabels(String profile, String result, String errorType) {
    return "{profile=\""
        + profile
        + "\",result=\""
        + result
        + "\",error_type=\""
        + escaped(errorType)
        + "\"}";
  }

  void refreshed(String profile, Instant at, Instant expiration) {
    lastRefreshes.put(profile, at.getEpochSecond());
    credentialEnds.put(profile, expiration.getEpochSecond());
  }

  /** Ends the gauges of a profile that is no more; what was counted stays. */
  void forget(String profile) {
    lastRefreshes.remove(profile);
    credentialEnds.remove(profile);
    certificateEnds.remove(profile);
  }

  void certificate(String profile, Instant end) {
    certificateEnds.put(profile, end.getEpochSecond());
  }

  /** An answer of an outlet. */
  public void served(String outlet, String profile, int status) {
    Answer answer = new Answer(outlet, profile, status);
    LongAdder counter = served.get(answer);
    if (counter == null && served.size() < MAX_SERIES) {
      counter = served.computeIfAbsent(answer, _ -> new LongAdder());
    }
    if (counter != null) {
      counter.increment();
    }
  }

  private static void add(Map<String, LongAdder> series, String labels) {
    if (series.size() < MAX_SERIES || series.containsKey(labels)) {
      series.computeIfAbsent(labels, _ -> new LongAdder()).increment();
    }
  }

  String text() {
    StringBuilder out = new StringBuilder();
    write(out, "create_session_total", "counter", "Attempts to get a session.", attempts);
    type(out, "create_session_duration_seconds", "summary", "How long attempts took.");
    lines(out, "create_session_duration_seconds_count", durationCounts);
    lines(out, "create_session_duration_seconds_sum", durationSums);
    Map<String, LongAdder> answers = new TreeMap<>();
    served.forEach((answer, count) -> answers.put(answer.labels(), count));
    write(out, "serve_requests_total", "counter", "Answers of the outlets.", answers);
    gauges(
        out,
        "certificate_expiry_timestamp_seconds",
        "When the certificate in use expires.",
        certificateEnds);
    gauges(
        out,
        "credentials_expiry_timestamp_seconds",
        "When the credentials held expire.",
        credentialEnds);
    gauges(
        out,
        "credentials_last_refresh_timestamp_seconds",
        "When credentials were last obtained.",
        lastRefreshes);
    return out.toString();
  }

  private static void gauges(
      StringBuilder out, String name, String help, Map<String, Long> values) {
    Map<String, Long> labelled = new TreeMap<>();
    values.forEach((profile, value) -> labelled.put("{profile=\"" + profile + "\"}", value));
    write(out, name, "gauge", help, labelled);
  }

  private static void write(
      StringBuilder out, String name, String type, String help, Map<String, ?> series) {
    type(out, name, type, help);
    lines(out, name, series);
  }

  private static void type(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
  }

  private static void lines(StringBuilder out, String name, Map<String, ?> series) {
    new TreeMap<>(series)
        .forEach(
            (labels, value) ->
                out.append(PREFIX)
                    .append(name)
                    .append(labels)
                    .append(' ')
                    .append(value)
                    .append('\n'));
  }

  private static String escaped(String label) {
    StringBuilder out = new StringBuilder();
    label
        .chars()
        .limit(64)
        .forEach(c -> out.append(c > ' ' && c < 0x7f && c != '"' && c != '\\' ? (char) c : '_'));
    return out.toString();
  }
}
