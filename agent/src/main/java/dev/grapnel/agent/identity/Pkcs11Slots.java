package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What SunPKCS11 does not tell: in which slot a token of that label is, and which certificates have
 * that id. The module stays initialised for SunPKCS11, with locking by the operating system.
 */
final class Pkcs11Slots {
  private static final int MAX_SLOTS = 256;
  private static final int LABEL_BYTES = 32;
  private static final int TOKEN_INFO_BYTES = 512;

  private Pkcs11Slots() {}

  /** The slot of the token with that label. */
  static long find(Path library, String label) throws ProblemException {
    try (Arena arena = Arena.ofConfined()) {
      return find(new Pkcs11Module(library, arena), label);
    }
  }

  private static long find(Pkcs11Module module, String label) throws ProblemException {
    List<String> seen = new ArrayList<>();
    for (long slot : slots(module)) {
      MemorySegment info = module.arena().allocate(TOKEN_INFO_BYTES);
      if (module.call(Pkcs11Module.Function.GET_TOKEN_INFO, slot, info) != 0) {
        continue; // taken out meanwhile
      }
      byte[] padded = info.asSlice(0, LABEL_BYTES).toArray(ValueLayout.JAVA_BYTE);
      String found = new String(padded, StandardCharsets.UTF_8).stripTrailing();
      if (found.equals(label)) {
        return slot;
      }
      seen.add(found);
    }
    throw new ProblemException(
        "no PKCS#11 token has the label \"" + label + '"',
        "the tokens there are: " + (seen.isEmpty() ? "none" : String.join(", ", seen)));
  }

  private static List<Long> slots(Pkcs11Module module) throws ProblemException {
    MemorySegment count = module.arena().allocate(ValueLayout.JAVA_LONG);
    count.set(ValueLayout.JAVA_LONG, 0, MAX_SLOTS);
    MemorySegment ids = module.arena().allocate(ValueLayout.JAVA_LONG, MAX_SLOTS);
    module.require(Pkcs11Module.Function.GET_SLOT_LIST, (byte) 1, ids, count);
    List<Long> slots = new ArrayList<>();
    for (int i = 0; i < count.get(ValueLayout.JAVA_LONG, 0); i++) {
      slots.add(ids.getAtIndex(ValueLayout.JAVA_LONG, i));
    }
    return slots;
  }

  /** The certificates with that id (hexadecimal) in the token, or in the first slot. */
  static List<DerCertificate> certificates(Path library, Optional<String> token, String id)
      throws ProblemException {
    try (Arena arena = Arena.ofConfined()) {
      Pkcs11Module module = new Pkcs11Module(library, arena);
      List<Long> slots = token.isPresent() ? List.of(find(module, token.get())) : slots(module);
      return slots.isEmpty()
          ? List.of()
          : module.certificates(slots.getFirst(), HexFormat.of().parseHex(id));
    } catch (MalformedCertificateException e) {
      throw new ProblemException(
          "the PKCS#11 token holds a certificate that is none: " + e.getMessage(),
          "replace it, or name another id",
          e);
    }
  }
}
