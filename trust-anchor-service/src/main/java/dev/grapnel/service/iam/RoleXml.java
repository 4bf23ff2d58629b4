package dev.grapnel.service.iam;

import dev.grapnel.service.api.XmlText;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.control.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes roles as the model has them. Policy documents are percent-encoded (RFC 3986). */
final class RoleXml {
  private RoleXml() {}

  /** A role's elements; a listing leaves the tags out. */
  static void role(XmlText xml, String element, Role role, boolean whole) {
    xml.open(element)
        .element("Path", role.path())
        .element("RoleName", role.name())
        .element("RoleId", role.uniqueId())
        .element("Arn", role.arn().toString())
        .element("CreateDate", role.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .element("AssumeRolePolicyDocument", percentEncoded(role.trustPolicy()));
    if (!role.description().isEmpty()) {
      xml.element("Description", role.description());
    }
    xml.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
    if (whole && !role.tags().isEmpty()) {
      tags(xml, role.tags());
    }
    xml.close(element);
  }

  static void tags(XmlText xml, Map<String, String> tags) {
    xml.open("Tags");
    new TreeMap<>(tags)
        .forEach(
            (key, value) ->
                xml.open("member").element("Key", key).element("Value", value).close("member"));
    xml.close("Tags");
  }

  /** A list whose members the writer writes, and where it goes on. */
  static <T> void page(XmlText xml, String list, Page<T> page, Consumer<T> member) {
    xml.open(list);
    page.items().forEach(member);
    xml.close(list).element("IsTruncated", Boolean.toString(page.nextToken().isPresent()));
    page.nextToken().ifPresent(token -> xml.element("Marker", token));
  }

  static String percentEncoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
