package dev.grapnel.testing;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;

/**
 * Chains that are made to cost a verifier as much as they can: what is sent, in DER, and the anchor
 * that it is sent to. None of them is to be accepted.
 */
@SuppressWarnings("ImmutableEnumChecker") // its makers hold nothing
public record HostileChain(TestIdentity leaf, List<byte[]> candidates, TestIdentity anchor) {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String CERTIFICATE_POLICIES = "2.5.29.32";
  private static final String POLICY_MAPPINGS = "2.5.29.33";
  private static final int HUNDRED = 100;

  /** The ways in which a chain may be hostile. */
  public enum Kind {
    /** Each of a hundred CAs may have issued each other, and all have the anchor's name. */
    CAS_OF_THE_ANCHORS_NAME(HostileChain::casOfTheAnchorsName),
    ISSUERS_P256(() -> issuersOfOneName(KeyKind.P256)),
    ISSUERS_P384(() -> issuersOfOneName(KeyKind.P384)),
    ISSUERS_P521(() -> issuersOfOneName(KeyKind.P521)),
    ISSUERS_RSA_2048(() -> issuersOfOneName(KeyKind.RSA_2048)),
    ISSUERS_ML_DSA_87(() -> issuersOfOneName(KeyKind.ML_DSA_87)),
    /** As many names as are read under as many constraints. */
    DNS_NAMES(HostileChain::dnsNames),
    LONG_URIS(HostileChain::longUris),
    DIRECTORY_NAMES(HostileChain::directoryNames),
    /** Ten CAs that map policies to each other, all to all, and a leaf that meets none. */
    POLICY_MAPPINGS(HostileChain::policyMappings),
    /** Thousands of complete paths through four layers, all with as many policies as are read. */
    POLICIES_ON_MANY_PATHS(HostileChain::policiesOnManyPaths),
    /** Names of combining marks in the worst order for whoever normalises them. */
    COMBINING_MARKS(HostileChain::combiningMarks),
    /** Object identifiers of one huge number each. */
    LONG_IDENTIFIERS(HostileChain::longIdentifiers);

    private final Supplier<HostileChain> maker;

    Kind(Supplier<HostileChain> maker) {
      this.maker = maker;
    }

    public HostileChain make() {
      return maker.get();
    }
  }

  public HostileChain {
    candidates = List.copyOf(candidates);
  }

  private static HostileChain casOfTheAnchorsName() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    List<byte[]> candidates = new ArrayList<>();
    TestCa ca = TestCa.root("Root", KeyKind.P256);
    for (int i = 0; i < HUNDRED; i++) {
      ca = ca.intermediate("Root", KeyKind.P256);
      candidates.add(ca.identity().der());
    }
    return new HostileChain(ca.leaf("demo").issue(), candidates, root.identity());
  }

  /** CAs of one name below the anchor, none of which issued the leaf. */
  private static HostileChain issuersOfOneName(KeyKind kind) {
    TestCa root = TestCa.root("Root", kind);
    KeyPair keys = kind.generate();
    List<byte[]> candidates = new ArrayList<>();
    for (int i = 0; i < HUNDRED; i++) {
      candidates.add(root.leaf("Issuing").keys(keys).ca(true).issue().der());
    }
    TestIdentity leaf = root.intermediate("Issuing", kind).leaf("demo").issue();
    return new HostileChain(leaf, candidates, root.identity());
  }

  private static HostileChain dnsNames() {
    CertificateOrder order = below(excluding(1_000, i -> dns("x" + i)));
    IntStream.range(0, 900).forEach(i -> order.dnsName("h" + i));
    return under(order);
  }

  private static HostileChain longUris() {
    CertificateOrder order = below(excluding(1_000, i -> uri("x" + i)));
    String user = "u".repeat(480);
    IntStream.range(0, 30).forEach(i -> order.uri("x://" + user + i + "@h.example/"));
    return under(order);
  }

  private static HostileChain directoryNames() {
    CertificateOrder order = below(excluding(18, i -> new GeneralName(longName(i))));
    IntStream.range(HUNDRED, HUNDRED + 18)
        .forEach(i -> order.alternativeName(new GeneralName(longName(i))));
    return under(order);
  }

  private static HostileChain policyMappings() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    TestCa ca = root;
    for (int i = 0; i < 10; i++) {
      ca = new TestCa(withPolicies(ca.leaf("CA " + i).ca(true), 8).issue());
    }
    CertificateOrder leaf = withPolicies(ca.leaf("demo"), 8).ca(false).expired();
    return new HostileChain(leaf.issue(), leaf.issue().intermediates(), root.identity());
  }

  private static HostileChain policiesOnManyPaths() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    List<byte[]> candidates = new ArrayList<>();
    for (int layer = 0; layer < 9; layer++) {
      for (int i = 0; i < 12; i++) {
        CertificateOrder order =
            TestCa.root("Layer " + layer, KeyKind.P256)
                .leaf("Layer " + (layer + 1))
                .issuerName(layer == 0 ? rootName() : layerName(layer))
                .ca(true);
        candidates.add(withPolicies(order, 64).issue().der());
      }
    }
    TestIdentity leaf =
        withPolicies(TestCa.root("Layer 9", KeyKind.P256).leaf("demo"), 64)
            .extension("2.5.29.36", true, requireExplicitPolicyAtOnce())
            .issue();
    return new HostileChain(leaf, candidates, root.identity());
  }

  private static HostileChain combiningMarks() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    String marks = "\u0301".repeat(3_500) + "\u0316".repeat(3_500);
    TestIdentity leaf =
        root.leaf("demo")
            .subject(new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(marks))}))
            .expired()
            .issue();
    return new HostileChain(leaf, List.of(), root.identity());
  }

  private static HostileChain longIdentifiers() {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    CertificateOrder order = root.leaf("demo").expired();
    byte[] identifier = new byte[126];
    java.util.Arrays.fill(identifier, (byte) 0xff);
    identifier[125] = 0x7f;
    for (int i = 0; i < 110; i++) {
      identifier[0] = (byte) (0x81 + i);
      order.alternativeName(
          new GeneralName(
              GeneralName.registeredID, ASN1ObjectIdentifier.fromContents(identifier.clone())));
    }
    return new HostileChain(order.issue(), List.of(), root.identity());
  }

  /** The one name that is excluded comes last, when all others have been compared. */
  private static HostileChain under(CertificateOrder leaf) {
    TestIdentity issued = leaf.ipAddress("192.0.2.1").issue();
    return new HostileChain(
        issued,
        issued.intermediates(),
        new TestIdentity(issued.issuers().getLast(), issued.keys(), List.of()));
  }

  private static CertificateOrder below(NameConstraints constraints) {
    TestCa root = TestCa.root("Root", KeyKind.P256);
    return new TestCa(
            root.leaf("Limited").ca(true).extension(NAME_CONSTRAINTS, true, constraints).issue())
        .leaf("demo");
  }

  private static NameConstraints excluding(
      int count, java.util.function.IntFunction<GeneralName> name) {
    GeneralName address = new GeneralName(GeneralName.iPAddress, "192.0.2.0/24");
    return new NameConstraints(
        null,
        Stream.concat(IntStream.range(0, count).mapToObj(name), Stream.of(address))
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new));
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static GeneralName uri(String host) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, host);
  }

  /** Sixty-three relative names that are the same for all, and one that is not. */
  private static X500Name longName(int last) {
    RDN[] names = new RDN[64];
    for (int i = 0; i < names.length; i++) {
      String value = i < names.length - 1 ? "a" : "" + last;
      names[i] = new RDN(new AttributeTypeAndValue(BCStyle.CN, new DERUTF8String(value)));
    }
    return new X500Name(names);
  }

  private static CertificateOrder withPolicies(CertificateOrder order, int count) {
    return order
        .extension(CERTIFICATE_POLICIES, false, new CertificatePolicies(policies(count)))
        .extension(POLICY_MAPPINGS, false, mappings());
  }

  private static PolicyInformation[] policies(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new PolicyInformation(policy(i)))
        .toArray(PolicyInformation[]::new);
  }

  private static DERSequence mappings() {
    return new DERSequence(
        IntStream.range(0, 64)
            .mapToObj(
                i -> new DERSequence(new ASN1ObjectIdentifier[] {policy(i / 8), policy(i % 8)}))
            .toArray(DERSequence[]::new));
  }

  private static ASN1ObjectIdentifier policy(int number) {
    return new ASN1ObjectIdentifier("1.2.3." + number);
  }

  private static ASN1Encodable requireExplicitPolicyAtOnce() {
    return new DERSequence(
        new org.bouncycastle.asn1.DERTaggedObject(
            false, 0, new org.bouncycastle.asn1.ASN1Integer(0)));
  }

  private static String rootName() {
    return "CN=Root,O=Example Test,C=XX";
  }

  private static String layerName(int layer) {
    return "CN=Layer " + layer + ",O=Example Test,C=XX";
  }
}
