package dev.grapnel.agent.session;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.session.SessionCredentials;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts of an answer of STS by the names of their elements, which do not repeat there. */
final class XmlTexts {
  private static final int MAX_ELEMENTS = 200;

  private XmlTexts() {}

  /** Every text; what was read so far where the rest is not XML. */
  static Map<String, String> read(byte[] xml) {
    Map<String, String> texts = new HashMap<>();
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      String element = "";
      while (reader.hasNext() && texts.size() < MAX_ELEMENTS) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          element = reader.getLocalName();
        } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
          texts.putIfAbsent(element, reader.getText().strip());
        }
      }
    } catch (XMLStreamException _) {
      // An answer that is cut short, or a proxy's page: what is missing is told by its name.
    }
    return texts;
  }

  static Optional<Credentials> credentials(Map<String, String> texts, String account, Instant now) {
    String id = texts.getOrDefault("AccessKeyId", "");
    String secret = texts.getOrDefault("SecretAccessKey", "");
    String token = texts.getOrDefault("SessionToken", "");
    if (!SessionCredentials.isPart(id)
        || !SessionCredentials.isPart(secret)
        || !SessionCredentials.isPart(token)) {
      return Optional.empty();
    }
    try {
      Instant end = OffsetDateTime.parse(texts.getOrDefault("Expiration", "")).toInstant();
      return Optional.of(
          new Credentials(
              id, SecretValue.ofText(secret), SecretValue.ofText(token), account, now, end));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
