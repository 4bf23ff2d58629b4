package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Whether each certificate of an identity is signed by the next. */
public final class ChainOrder {
  private ChainOrder() {}

  /** Refuses a chain that does not lead upwards from the leaf; an empty one does. */
  public static void require(WorkloadIdentity identity) throws ProblemException {
    if (identity.chain().isEmpty()) {
      return;
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> path = new ArrayList<>();
      path.add(parse(factory, identity.leaf().der()));
      for (DerCertificate der : identity.chain()) {
        X509Certificate certificate = parse(factory, der);
        if (!certificate.equals(path.getFirst())) { // some clients repeat the leaf
          path.add(certificate);
        }
      }
      for (int i = 0; i + 1 < path.size(); i++) {
        path.get(i).verify(path.get(i + 1).getPublicKey());
      }
    } catch (GeneralSecurityException e) {
      throw new ProblemException(
          "the intermediates do not lead up from the certificate, each signed by the next",
          "order them from the certificate's issuer upwards; if they are being replaced, wait",
          e);
    }
  }

  private static X509Certificate parse(CertificateFactory factory, DerCertificate der)
      throws GeneralSecurityException {
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.encoded()));
  }
}
