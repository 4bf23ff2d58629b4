package dev.grapnel.service.policy;

import dev.grapnel.service.policy.json.InvalidJsonException;
import dev.grapnel.service.policy.json.Json;
import dev.grapnel.service.policy.json.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the top of a document: sizes and characters first, then Version, Id and Statement.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">AWS:
 *     grammar of the policy language</a>
 */
final class PolicyParser {
  private static final String VERSION_2012 = "2012-10-17";
  private static final String VERSION_2008 = "2008-10-17";
  private static final StrictJson JSON =
      new StrictJson(
          PolicyLimits.MAX_DEPTH, PolicyLimits.MAX_TOKENS, PolicyLimits.MAX_STRING_LENGTH);

  private final PolicyKind kind;
  private final PolicyLimits limits;

  PolicyParser(PolicyKind kind, PolicyLimits limits) {
    this.kind = kind;
    this.limits = limits;
  }

  Policy parse(String document) throws MalformedPolicyException {
    checkSize(document);
    checkCharacters(document);
    Elements top = Elements.of(read(document), Set.of("Version", "Id", "Statement"));
    boolean variables = version(top);
    Optional<String> id = top.text("Id");
    List<Statement> statements = statements(top, variables);
    return new Policy(kind, variables, id, statements);
  }

  static PolicyKind likelyKind(String document) throws MalformedPolicyException {
    checkLength(document);
    boolean principals = false;
    boolean resources = false;
    Elements top = Elements.of(read(document));
    for (Json json : top.oneOrMore("Statement")) {
      Elements statement = Elements.of(json);
      principals |= statement.hasEither("Principal", "NotPrincipal");
      resources |= statement.hasEither("Resource", "NotResource");
    }
    if (!principals) {
      return PolicyKind.IDENTITY;
    }
    return resources ? PolicyKind.RESOURCE : PolicyKind.TRUST;
  }

  private static void checkLength(String document) throws MalformedPolicyException {
    if (document.length() > PolicyLimits.MAX_DOCUMENT_LENGTH) {
      throw malformed(
          "the document has %d characters; at most %d are read"
              .formatted(document.length(), PolicyLimits.MAX_DOCUMENT_LENGTH));
    }
  }

  private void checkSize(String document) throws MalformedPolicyException {
    checkLength(document);
    int size = limits.sizeOf(document);
    if (size > limits.maxSize()) {
      throw malformed(
          "the document has %d characters%s; a policy of this kind may have %d"
              .formatted(
                  size,
                  limits.countsWhitespace() ? "" : " that are not white space",
                  limits.maxSize()));
    }
  }

  /** IAM's rule for a policy parameter: tab, line feed, carriage return, U+0020 to U+00FF. */
  private static void checkCharacters(String document) throws MalformedPolicyException {
    for (int i = 0; i < document.length(); i++) {
      char c = document.charAt(i);
      if (c > 0xff || (c < ' ' && "\t\n\r".indexOf(c) < 0)) {
        throw malformed(
            "character %d is U+%04X; a policy may hold tab, line feed, carriage return and U+0020 to U+00FF"
                .formatted(i, (int) c));
      }
    }
  }

  private static Json read(String document) throws MalformedPolicyException {
    try {
      return JSON.read(document);
    } catch (InvalidJsonException invalid) {
      throw new MalformedPolicyException(
          invalid.pointer(), "the document is not strict JSON: " + invalid.getMessage());
    }
  }

  /** Whether the version has policy variables. Without the element it is 2008-10-17. */
  private static boolean version(Elements top) throws MalformedPolicyException {
    Optional<String> version = top.text("Version");
    if (version.isEmpty() || version.get().equals(VERSION_2008)) {
      return false;
    }
    if (version.get().equals(VERSION_2012)) {
      return true;
    }
    throw new MalformedPolicyException(
        "/Version",
        "\""
            + version.get()
            + "\" is no version; expected "
            + VERSION_2012
            + " or "
            + VERSION_2008);
  }

  private List<Statement> statements(Elements top, boolean variables)
      throws MalformedPolicyException {
    List<Json> written = top.oneOrMore("Statement");
    if (written.size() > PolicyLimits.MAX_STATEMENTS) {
      throw new MalformedPolicyException(
          "/Statement", "more than " + PolicyLimits.MAX_STATEMENTS + " statements");
    }
    StatementParser parser = new StatementParser(kind, variables);
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (Json json : written) {
      Statement statement = parser.parse(json, statements.size());
      if (statement.sid().isPresent() && !sids.add(statement.sid().get())) {
        throw new MalformedPolicyException(
            json.pointer() + "/Sid",
            "statement ids (Sid) must be unique in a policy; \""
                + statement.sid().get()
                + "\" is not");
      }
      statements.add(statement);
    }
    return statements;
  }

  private static MalformedPolicyException malformed(String rule) {
    return new MalformedPolicyException("", rule);
  }
}
