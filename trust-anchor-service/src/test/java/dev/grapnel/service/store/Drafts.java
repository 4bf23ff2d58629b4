package dev.grapnel.service.store;

import dev.grapnel.service.registry.TrustAnchor.SourceType;
import dev.grapnel.service.registry.control.CrlDraft;
import dev.grapnel.service.registry.control.ProfileDraft;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.control.TrustAnchorDraft;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests that are well formed, for tests of what happens to them. */
public final class Drafts {
  private Drafts() {}

  public static TrustAnchorDraft anchor(String name) {
    return anchor(name, Optional.empty());
  }

  public static TrustAnchorDraft anchor(String name, Optional<String> aliasName) {
    return new TrustAnchorDraft(
        name,
        SourceType.CERTIFICATE_BUNDLE,
        "certificates of " + name,
        true,
        false,
        List.of(),
        aliasName,
        Map.of("made-by", "a test"));
  }

  public static ProfileDraft profile(String name, Optional<String> aliasName) {
    return new ProfileDraft(
        name,
        true,
        false,
        false,
        ProfileDraft.DEFAULT_DURATION,
        List.of("arn:aws:iam::111122223333:role/demo"),
        List.of(),
        Optional.empty(),
        aliasName,
        Map.of());
  }

  public static CrlDraft crl(String name, String trustAnchor, Optional<String> aliasName) {
    return new CrlDraft(
        name,
        ("revoked by " + name).getBytes(StandardCharsets.US_ASCII),
        true,
        trustAnchor,
        aliasName,
        Map.of());
  }

  public static RoleDraft role(String name) {
    return new RoleDraft(
        "/", name, "", "{\"trust\":\"policy\"}", RoleDraft.DEFAULT_MAX_SESSION_DURATION, Map.of());
  }
}
