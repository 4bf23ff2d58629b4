package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class XmlTextTest {
  @Test
  void text_comesBackFromAnXmlParserAsItWas() throws Exception {
    for (String text :
        List.of("", "plain", "<&>\"'", "]]>", "a\r\nb\tc\n", "é\ud83d\ude00", "  spaces  ")) {
      assertEquals(text, parsed(text));
    }
  }

  @Test
  void charactersThatXmlCannotHold_areReplaced() throws Exception {
    assertEquals("a\ufffdb\ufffdc\ufffd", parsed("a\0b\ud800c\uffff"));
  }

  private static String parsed(String text) throws Exception {
    String xml =
        XmlText.document("Root", Optional.of("https://example/"))
            .open("Child")
            .element("Text", text)
            .close("Child")
            .close("Root")
            .toString();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    return document.getElementsByTagNameNS("https://example/", "Text").item(0).getTextContent();
  }
}
