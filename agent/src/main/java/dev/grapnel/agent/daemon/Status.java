package dev.grapnel.agent.daemon;

import dev.grapnel.agent.credential.Refresher;
import dev.grapnel.agent.problem.Problem;
import java.time.Instant;
import java.util.Collection;

/** What {@code status} tells of each profile, as JSON. */
final class Status {
  private Status() {}

  static String json(Collection<RunningProfile> profiles) {
    StringBuilder out = new StringBuilder("{\"profiles\":[");
    boolean first = true;
    for (RunningProfile profile : profiles) {
      if (!first) {
        out.append(',');
      }
      first = false;
      profile(out, profile);
    }
    return out.append("]}").toString();
  }

  private static void profile(StringBuilder out, RunningProfile profile) {
    Refresher.State state = profile.refresher().state();
    out.append('{');
    member(out, "name", profile.config().name());
    member(out, "role", profile.config().target().request().roleArn().toString());
    member(out, "endpoint", profile.config().target().endpoint().base().toString());
    profile
        .source()
        .leaf()
        .ifPresent(
            leaf -> {
              member(out, "subject", leaf.subject());
              member(out, "serial", leaf.serial().toString(16));
              member(out, "certificateExpires", leaf.notAfter().toString());
            });
    boolean good = profile.refresher().current().isPresent();
    member(out, "state", good ? "good" : "none");
    if (good) {
      state
          .credentials()
          .ifPresent(
              credentials -> {
                member(out, "accessKeyId", credentials.accessKeyId());
                member(out, "expires", credentials.expiration().toString());
              });
    }
    if (state.nextRefresh().isAfter(Instant.EPOCH)) {
      member(out, "nextRefresh", state.nextRefresh().toString());
    }
    state
        .failure()
        .map(Refresher.Outcome.Failed::problem)
        .or(profile.source()::rotationProblem)
        .or(profile.delivery()::problem)
        .ifPresent(problem -> problem(out, problem));
    out.append("\"listening\":[");
    out.append(
        String.join(
            ",", profile.addresses().stream().map(a -> '"' + Log.escaped(a) + '"').toList()));
    out.append("]}");
  }

  private static void problem(StringBuilder out, Problem problem) {
    member(out, "lastError", problem.what());
    member(out, "hint", problem.hint());
  }

  private static void member(StringBuilder out, String name, String value) {
    out.append('"').append(name).append("\":\"").append(Log.escaped(value)).append("\",");
  }
}
