package dev.grapnel.service.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table of decisions. A line that begins with {@code #} is a comment. {@code policy NAME
 * KIND} begins a policy, whose document is the indented lines that follow. {@code case: NAME}
 * begins a case of indented lines:
 *
 * <pre>
 *   by PRINCIPAL
 *   does ACTION
 *   on RESOURCE
 *   account ID            the resource's account, by default the principal's
 *   with KEY=VALUE        a condition key; again for a further value
 *   under NAME, NAME      the policies that take part
 *   is DECISION NAME#STATEMENT, ...
 * </pre>
 *
 * <p>{@code default} before {@code by}, {@code does}, {@code on}, {@code account} or {@code under}
 * sets what the cases that follow have unless they say otherwise.
 */
final class CaseFile {
  private final String file;
  private final Map<String, AppliedPolicy> policies = new LinkedHashMap<>();
  private final Map<String, String> documents = new LinkedHashMap<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final List<DecisionCase> cases = new ArrayList<>();

  private CaseFile(String file) {
    this.file = file;
  }

  static List<DecisionCase> read(String file) throws IOException {
    try (InputStream stream = CaseFile.class.getResourceAsStream("cases/" + file)) {
      if (stream == null) {
        throw new IOException("no test resource cases/" + file);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      CaseFile read = new CaseFile(file);
      read.readBlocks(text.lines().filter(line -> !line.startsWith("#")).toList());
      return read.cases;
    }
  }

  private void readBlocks(List<String> lines) {
    int at = 0;
    while (at < lines.size()) {
      String head = lines.get(at++);
      List<String> body = new ArrayList<>();
      while (at < lines.size() && lines.get(at).startsWith(" ")) {
        body.add(lines.get(at++).strip());
      }
      if (!head.isBlank()) {
        readBlock(head.strip(), body);
      }
    }
  }

  private void readBlock(String head, List<String> body) {
    String[] words = head.split(" ", 3);
    switch (words[0]) {
      case "policy" -> addPolicy(words[1], words[2], String.join("\n", body));
      case "default" -> defaults.put(words[1], words[2]);
      case "case:" -> cases.add(decisionCase(head.substring("case:".length()).strip(), body));
      default -> throw new IllegalArgumentException(file + ": what is \"" + head + "\"?");
    }
  }

  private void addPolicy(String name, String label, String document) {
    PolicyKind kind = PolicyKind.labelled(label).orElseThrow();
    try {
      Policy policy = Policy.parse(document, kind, PolicyLimits.largest(kind));
      policies.put(name, new AppliedPolicy(name, policy));
      documents.put(name, document);
    } catch (MalformedPolicyException malformed) {
      throw new IllegalArgumentException(file + ": policy " + name, malformed);
    }
  }

  private DecisionCase decisionCase(String name, List<String> body) {
    Map<String, String> fields = new LinkedHashMap<>(defaults);
    Map<String, List<String>> context = new LinkedHashMap<>();
    for (String line : body) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("with")) {
        int equals = words[1].indexOf('=');
        context
            .computeIfAbsent(words[1].substring(0, equals), key -> new ArrayList<>())
            .add(words[1].substring(equals + 1));
      } else {
        fields.put(words[0], words[1]);
      }
    }
    List<AppliedPolicy> applied = applied(fields);
    return new DecisionCase(
        file + ": " + name,
        request(fields, context),
        applied,
        expected(fields),
        flags(fields, context),
        applied.stream().map(policy -> documents.getOrDefault(policy.name(), "")).toList());
  }

  /** The flags by which {@code explain} is asked the same, but for the policies. */
  private List<String> flags(Map<String, String> fields, Map<String, List<String>> context) {
    List<String> flags = new ArrayList<>();
    flags.add("--principal=" + field(fields, "by"));
    flags.add("--action=" + field(fields, "does"));
    flags.add("--resource=" + field(fields, "on"));
    String account = fields.get("account");
    if (account != null) {
      flags.add("--resource-account=" + account);
    }
    context.forEach(
        (key, values) -> values.forEach(value -> flags.add("--context=" + key + '=' + value)));
    return flags;
  }

  private RequestContext request(Map<String, String> fields, Map<String, List<String>> context) {
    try {
      RequestContext.Builder builder =
          RequestContext.builder(
              Principal.parse(field(fields, "by")), field(fields, "does"), field(fields, "on"));
      String account = fields.get("account");
      if (account != null) {
        builder.resourceAccount(account);
      }
      return builder.keys(context).principalKeys().build();
    } catch (InvalidPrincipalException invalid) {
      throw new IllegalArgumentException(file, invalid);
    }
  }

  private List<AppliedPolicy> applied(Map<String, String> fields) {
    List<AppliedPolicy> applied = new ArrayList<>();
    for (String name : field(fields, "under").split(", ", -1)) {
      if (name.equals("nothing")) {
        continue;
      }
      AppliedPolicy policy = policies.get(name);
      if (policy == null) {
        throw new IllegalArgumentException(file + ": no policy " + name);
      }
      applied.add(policy);
    }
    return applied;
  }

  private Expected expected(Map<String, String> fields) {
    String[] words = field(fields, "is").split(" ", 2);
    return new Expected(
        words[0], words.length == 1 ? List.of() : List.of(words[1].split(", ", -1)));
  }

  private String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(file + ": a case lacks \"" + name + "\"");
    }
    return value;
  }

  /** What a case wants: the decision's label, and the statements that decide, in order. */
  record Expected(String decision, List<String> decidedBy) {}

  /**
   * One row of a table.
   *
   * @param flags the request as {@code explain} takes it
   * @param documents of the policies, in their order
   */
  record DecisionCase(
      String name,
      RequestContext request,
      List<AppliedPolicy> policies,
      Expected expected,
      List<String> flags,
      List<String> documents) {
    @Override
    public String toString() {
      return name;
    }
  }
}
