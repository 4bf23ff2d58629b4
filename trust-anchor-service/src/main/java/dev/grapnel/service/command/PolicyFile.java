package dev.grapnel.service.command;

import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import dev.grapnel.service.policy.PolicyKind;
import dev.grapnel.service.policy.PolicyLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A policy file that was named on the command line as {@code F} or {@code KIND=F}.
 *
 * @param name the file as it was named
 * @param kind empty where the document itself is to tell
 */
record PolicyFile(String name, Optional<PolicyKind> kind) {
  /** UTF-8 may take this many bytes for one of the characters that a policy may hold. */
  private static final int MAX_BYTES = 2 * PolicyLimits.MAX_DOCUMENT_LENGTH;

  /** Reads {@code [KIND=]F}; what stands before the first = counts only if it is a kind. */
  static PolicyFile parse(String argument) {
    int equals = argument.indexOf('=');
    Optional<PolicyKind> kind =
        equals < 0 ? Optional.empty() : PolicyKind.labelled(argument.substring(0, equals));
    return new PolicyFile(kind.isPresent() ? argument.substring(equals + 1) : argument, kind);
  }

  /** What to tell of a file that is not there: perhaps its kind was not understood. */
  String absence() {
    int equals = name.indexOf('=');
    String absence = name + ": no such file";
    return equals < 0 || kind.isPresent()
        ? absence
        : absence
            + ", and \""
            + name.substring(0, equals)
            + "\" is no kind of policy; the kinds are "
            + Arrays.stream(PolicyKind.values())
                .map(PolicyKind::label)
                .collect(Collectors.joining(", "));
  }

  /** Reads, parses and compiles the file. */
  Policy read() throws IOException, MalformedPolicyException {
    String document = text();
    PolicyKind effective = kind.isPresent() ? kind.get() : Policy.likelyKind(document);
    return Policy.parse(document, effective, PolicyLimits.largest(effective));
  }

  private String text() throws IOException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(Path.of(name))) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("larger than any policy may be");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      throw new IOException("not UTF-8", broken);
    }
  }
}
