package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.SignedStructure;
import java.math.BigInteger;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The entries of a CRL by serial number: an open hash table of the offsets at which they begin in
 * the CRL's own bytes, so that a million entries cost some 8 MiB beside them. An indirect CRL's
 * entries belong to the issuer that was named last; where that changes is kept in order of offsets.
 * Immutable once built.
 */
final class EntryIndex {
  /** How often the issuer may change within one CRL. */
  static final int MAX_ISSUER_CHANGES = 10_000;

  /** How many entries of one serial number there may be, on average; of others a few collide. */
  static final int MAX_PROBES_AN_ENTRY = 256;

  private static final int TYPICAL_ENTRY_BYTES = 32;
  private static final int PROBES_TO_BEGIN_WITH = 65_536;

  private final SignedStructure signed;
  private final boolean extensible;

  /** Chosen at random, so that no CRL can be made whose serials all collide. */
  private final long hashKey = ThreadLocalRandom.current().nextLong() | 1;

  /** Offsets plus one; 0 is free. */
  private int[] table = new int[0];

  private final NavigableMap<Integer, DistinguishedName> issuers = new TreeMap<>();
  private int size;
  private boolean defective;

  /** How many taken slots the present table's entries had to pass by. */
  private long probes;

  private EntryIndex(SignedStructure signed, boolean extensible, DistinguishedName crlIssuer) {
    this.signed = signed;
    this.extensible = extensible;
    issuers.put(-1, crlIssuer);
  }

  /**
   * Reads and indexes the entries.
   *
   * @param list a reader of the content of revokedCertificates, in {@code signed}
   */
  static EntryIndex build(
      SignedStructure signed, DerReader list, boolean extensible, DistinguishedName crlIssuer)
      throws MalformedX509Exception {
    EntryIndex index = new EntryIndex(signed, extensible, crlIssuer);
    index.table = new int[tableSize(list.remaining() / TYPICAL_ENTRY_BYTES)];
    while (list.hasMore()) {
      int offset = list.position();
      index.add(CrlEntry.read(list, extensible), offset);
    }
    return index;
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** Whether an entry has a critical extension that is not understood (RFC 5280 section 5.3). */
  boolean isDefective() {
    return defective;
  }

  /** The entry for that issuer's certificate of that serial number. */
  Optional<CrlEntry> find(DistinguishedName issuer, BigInteger serialNumber) {
    DerValue serial = new DerValue(serialNumber.toByteArray());
    int slot = slot(serial);
    while (table[slot] != 0) {
      int offset = table[slot] - 1;
      CrlEntry entry = read(offset);
      if (entry.serial().equals(serial) && issuerAt(offset).equals(issuer)) {
        return Optional.of(entry);
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return Optional.empty();
  }

  private void add(CrlEntry entry, int offset) throws MalformedX509Exception {
    defective |= entry.defective();
    if (entry.certificateIssuer().isPresent()) {
      addChange(offset, entry.certificateIssuer().get());
    }
    if (++size > table.length / 2) {
      grow();
    }
    insert(slot(entry.serial()), offset);
  }

  /** Equal serial numbers stand in one row; rows without a bound would take forever to fill. */
  private void insert(int slot, int offset) throws MalformedX509Exception {
    int free = slot;
    while (table[free] != 0) {
      free = (free + 1) & (table.length - 1);
      probes++;
    }
    table[free] = offset + 1;
    if (probes > PROBES_TO_BEGIN_WITH + (long) MAX_PROBES_AN_ENTRY * size) {
      throw new MalformedX509Exception("the CRL has too many entries of the same serial number");
    }
  }

  private void grow() throws MalformedX509Exception {
    int[] old = table;
    table = new int[Math.multiplyExact(old.length, 2)];
    probes = 0;
    for (int taken : old) {
      if (taken != 0) {
        insert(slot(read(taken - 1).serial()), taken - 1);
      }
    }
  }

  private CrlEntry read(int offset) {
    try {
      return CrlEntry.read(signed.contentAt(offset), extensible);
    } catch (MalformedX509Exception e) {
      throw new IllegalStateException("an entry that was indexed cannot be read", e);
    }
  }

  private int slot(DerValue serial) {
    long hash = hashKey;
    for (byte b : serial.bytes()) {
      hash = (hash ^ b) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
    }
    hash *= hashKey;
    return (int) (hash ^ hash >>> 32) & (table.length - 1);
  }

  private static int tableSize(int entries) {
    return Integer.highestOneBit(Math.max(8, entries)) * 2;
  }

  private void addChange(int offset, DistinguishedName issuer) throws MalformedX509Exception {
    if (issuers.size() > MAX_ISSUER_CHANGES) {
      throw new MalformedX509Exception(
          "the CRL's certificate issuer changes more than " + MAX_ISSUER_CHANGES + " times");
    }
    issuers.put(offset, issuer);
  }

  private DistinguishedName issuerAt(int offset) {
    return issuers.floorEntry(offset).getValue();
  }
}
