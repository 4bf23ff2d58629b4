package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerTag;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.Extension;
import dev.grapnel.service.x509.ExtensionValues;
import dev.grapnel.service.x509.KeyIdentifiers;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.SignedStructure;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CRL (RFC 5280 section 5), read whole and its entries indexed. Nothing is verified. Immutable
 * and thread-safe.
 */
public final class RevocationList {
  /** The longest CRL that is read, in bytes of DER: 64 MiB. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final Set<String> UNDERSTOOD =
      Set.of(
          Oids.AUTHORITY_KEY_IDENTIFIER,
          Oids.ISSUER_ALTERNATIVE_NAME,
          Oids.DELTA_CRL_INDICATOR,
          Oids.ISSUING_DISTRIBUTION_POINT,
          Oids.FRESHEST_CRL);

  private final SignedStructure signed;
  private final DistinguishedName issuer;
  private final Instant thisUpdate;
  private final Optional<Instant> nextUpdate;
  private final EntryIndex entries;
  private final Optional<DerValue> authorityKey;
  private final Optional<BigInteger> number;
  private final Optional<BigInteger> baseNumber;
  private final CrlScope scope;
  private final Optional<String> defect;
  private final CrlSignatures signatures = new CrlSignatures();

  /** The parts of a TBSCertList in their order, read one after the other. */
  private RevocationList(SignedStructure signed) throws MalformedX509Exception {
    this.signed = signed;
    DerReader content = signed.content();
    DerReader reader = content.sequence();
    content.requireEnd();
    boolean version2 = readVersion2(reader);
    boolean algorithmsAgree = signed.hasAlgorithm(reader.element());
    issuer = DistinguishedName.read(reader);
    thisUpdate = reader.time();
    nextUpdate = isTime(reader) ? Optional.of(reader.time()) : Optional.empty();
    entries = readEntries(reader, version2);
    List<Extension> extensions = readExtensions(reader, version2);
    reader.requireEnd();
    ExtensionValues values = new ExtensionValues(extensions);
    authorityKey =
        values
            .decode(Oids.AUTHORITY_KEY_IDENTIFIER, (v, _) -> KeyIdentifiers.readAuthority(v))
            .orElse(Optional.empty());
    number = values.decode(Oids.CRL_NUMBER, (v, _) -> v.integer());
    baseNumber = values.decode(Oids.DELTA_CRL_INDICATOR, (v, _) -> v.integer());
    scope =
        values
            .decode(Oids.ISSUING_DISTRIBUTION_POINT, (v, _) -> CrlScope.read(v))
            .orElse(CrlScope.ALL);
    defect = defect(algorithmsAgree, extensions);
  }

  /** Reads a CRL from DER. */
  public static RevocationList parse(byte[] der) throws MalformedX509Exception {
    if (der.length > MAX_BYTES) {
      throw new MalformedX509Exception(
          "the CRL has %d bytes; at most %d are allowed".formatted(der.length, MAX_BYTES));
    }
    DerReader outer = DerReader.of(der);
    DerReader list = outer.sequence();
    outer.requireEnd();
    SignedStructure signed = SignedStructure.read(list);
    list.requireEnd();
    return new RevocationList(signed);
  }

  private static boolean readVersion2(DerReader reader) throws MalformedX509Exception {
    if (!reader.nextIs(DerTag.INTEGER)) {
      return false;
    }
    if (reader.count(DerTag.INTEGER) != 1) {
      throw new MalformedX509Exception("the CRL's version is neither 1 nor 2");
    }
    return true;
  }

  private static boolean isTime(DerReader reader) {
    return reader.nextIs(DerTag.UTC_TIME) || reader.nextIs(DerTag.GENERALIZED_TIME);
  }

  private EntryIndex readEntries(DerReader reader, boolean version2) throws MalformedX509Exception {
    DerReader list = reader.nextIs(DerTag.SEQUENCE) ? reader.sequence() : DerReader.of(new byte[0]);
    return EntryIndex.build(signed, list, version2, issuer);
  }

  private static List<Extension> readExtensions(DerReader reader, boolean version2)
      throws MalformedX509Exception {
    if (!version2 || !reader.nextIs(DerTag.constructed(0))) {
      return List.of();
    }
    DerReader explicit = reader.enter(DerTag.constructed(0));
    List<Extension> extensions = Extension.readAll(explicit);
    explicit.requireEnd();
    return extensions;
  }

  private Optional<String> defect(boolean algorithmsAgree, List<Extension> extensions) {
    if (!algorithmsAgree) {
      return Optional.of("the signature algorithm inside it is not the one beside its signature");
    }
    for (Extension extension : extensions) {
      if (extension.critical() && !UNDERSTOOD.contains(extension.oid())) {
        return Optional.of(
            "it has the critical extension "
                + extension.oid()
                + ", which must not be critical or is not understood here");
      }
    }
    return entries.isDefective()
        ? Optional.of("an entry has a critical extension that is not understood here")
        : Optional.empty();
  }

  public DistinguishedName issuer() {
    return issuer;
  }

  public Instant thisUpdate() {
    return thisUpdate;
  }

  /** When the next one is promised; RFC 5280 demands the field, some issuers leave it out. */
  public Optional<Instant> nextUpdate() {
    return nextUpdate;
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** Whether it only has what changed since another. */
  public boolean isDelta() {
    return baseNumber.isPresent();
  }

  SignedStructure signed() {
    return signed;
  }

  /** What is known of its signature. */
  CrlSignatures signatures() {
    return signatures;
  }

  Optional<DerValue> authorityKey() {
    return authorityKey;
  }

  CrlScope scope() {
    return scope;
  }

  /** Why it must not be used at all; empty if it may. */
  Optional<String> defect() {
    return defect;
  }

  /** The entry for that issuer's certificate of that serial number. */
  Optional<CrlEntry> find(DistinguishedName certificateIssuer, BigInteger serialNumber) {
    return entries.find(certificateIssuer, serialNumber);
  }

  /** Whether it is the same CRL again. */
  boolean isSameAs(RevocationList other) {
    return thisUpdate.equals(other.thisUpdate)
        && Arrays.equals(signed.signature(), other.signed.signature());
  }

  /** Whether this delta brings that complete CRL up to date (RFC 5280 section 5.2.4). */
  boolean updates(RevocationList complete) {
    boolean sameKey =
        authorityKey.isEmpty()
            || complete.authorityKey.isEmpty()
            || authorityKey.equals(complete.authorityKey);
    return sameKey
        && issuer.equals(complete.issuer)
        && scope.equals(complete.scope)
        && isAtLeast(complete.number, baseNumber)
        && isAtLeast(number, complete.number)
        && !number.equals(complete.number);
  }

  private static boolean isAtLeast(Optional<BigInteger> number, Optional<BigInteger> least) {
    return number.isPresent() && least.isPresent() && number.get().compareTo(least.get()) >= 0;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s of %s from %s"
        .formatted(isDelta() ? "the delta CRL" : "the CRL", issuer, thisUpdate);
  }
}
