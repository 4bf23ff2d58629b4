package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.rest.Members;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import java.util.Optional;

/** A trust anchor's source as a caller gives it. */
record Source(Optional<SourceType> type, Optional<String> certificateData) {
  static final Source NONE = new Source(Optional.empty(), Optional.empty());

  private static final String ACM_PCA = "AWS_ACM_PCA";

  static Source of(Members members) throws MalformedInputException {
    Optional<String> type = members.text("sourceType", Rules.SOURCE_TYPE);
    Optional<Members> data = members.object("sourceData");
    if (type.isPresent() && type.get().equals(ACM_PCA)) {
      throw noPrivateCa();
    }
    return new Source(
        type.map(SourceType::valueOf), data.isEmpty() ? Optional.empty() : data(data.get()));
  }

  SourceType requiredType() throws MalformedInputException {
    if (type.isEmpty()) {
      throw new MalformedInputException("Value at 'source.sourceType' is required");
    }
    return type.get();
  }

  String requiredCertificateData() throws MalformedInputException {
    if (certificateData.isEmpty()) {
      throw new MalformedInputException(
          "Value at 'source.sourceData.x509CertificateData' is required");
    }
    return certificateData.get();
  }

  private static Optional<String> data(Members members) throws MalformedInputException {
    if (members.text("acmPcaArn", Rules.ANY_TEXT).isPresent()) {
      throw noPrivateCa();
    }
    return Optional.of(members.requiredText("x509CertificateData", Rules.CERTIFICATE_DATA));
  }

  private static MalformedInputException noPrivateCa() {
    return new MalformedInputException(
        "AWS_ACM_PCA is not available: this service cannot ask AWS Private CA for its certificate."
            + " Export the CA's certificate and register it as a CERTIFICATE_BUNDLE");
  }
}
