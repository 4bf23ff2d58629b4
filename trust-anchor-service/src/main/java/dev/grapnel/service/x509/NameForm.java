package dev.grapnel.service.x509;

/** The forms of a GeneralName (RFC 5280 section 4.2.1.6), in the order of their tags. */
public enum NameForm {
  OTHER_NAME("other name"),
  EMAIL("e-mail address"),
  DNS("DNS name"),
  X400_ADDRESS("X.400 address"),
  DIRECTORY("directory name"),
  EDI_PARTY("EDI party name"),
  URI("URI"),
  IP("IP address"),
  REGISTERED_ID("registered id");

  private final String label;

  NameForm(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }
}
