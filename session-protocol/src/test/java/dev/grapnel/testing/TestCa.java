package dev.grapnel.testing;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate authority in a few lines: {@code TestCa.root(KeyKind.P256).leaf("demo").issue()}.
 * What it issues is good unless told otherwise, valid from 2020 to 2049.
 */
public record TestCa(TestIdentity identity) {

  /** A self-signed root. */
  public static TestCa root(KeyKind kind) {
    return root("Test Root", kind);
  }

  /** A self-signed root of that common name. */
  public static TestCa root(String commonName, KeyKind kind) {
    return new TestCa(CertificateOrder.selfSigned(commonName, kind).ca(true).issue());
  }

  /** A CA below this one. */
  public TestCa intermediate(String commonName, KeyKind kind) {
    return new TestCa(order(commonName).key(kind).ca(true).issue());
  }

  /** A workload's certificate, P-256 unless told otherwise: change it, then {@code issue()}. */
  public CertificateOrder leaf(String commonName) {
    return order(commonName);
  }

  /** The CA's certificate. */
  public X509CertificateHolder certificate() {
    return identity.certificate();
  }

  /** The CA's certificate in PEM, as a trust anchor's data. */
  public String pem() {
    return identity.pem();
  }

  private CertificateOrder order(String commonName) {
    List<X509CertificateHolder> issuers = new ArrayList<>();
    issuers.add(identity.certificate());
    issuers.addAll(identity.issuers());
    return CertificateOrder.issuedBy(commonName, identity, issuers);
  }
}
