package dev.grapnel.agent.daemon;

import dev.grapnel.agent.config.AgentConfig;
import dev.grapnel.agent.config.ProfileConfig;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.outlet.PrivateFile;
import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials on disk, so that a restart during an outage goes on with them: a file a profile,
 * AES-256-GCM, bound to the profile and its role.
 */
final class SealedStore {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_BYTES = 65_536;

  private final Path folder;
  private final SecretKeySpec key;
  private final SecureRandom random;

  private SealedStore(Path folder, SecretKeySpec key, SecureRandom random) {
    this.folder = folder;
    this.key = key;
    this.random = random;
  }

  /** Opens the store; its key is made if its file is absent. */
  static SealedStore open(AgentConfig.DiskCacheConfig config, SecureRandom random)
      throws IOException {
    if (!Files.exists(config.keyFile())) {
      byte[] fresh = new byte[KEY_BYTES];
      random.nextBytes(fresh);
      PrivateFile.replace(config.keyFile(), fresh);
    }
    byte[] key = Files.readAllBytes(config.keyFile());
    if (key.length != KEY_BYTES) {
      throw new IOException(
          "the key file " + config.keyFile() + " has " + key.length + " bytes; expected 32");
    }
    return new SealedStore(config.folder(), new SecretKeySpec(key, "AES"), random);
  }

  void store(ProfileConfig profile, Credentials credentials) throws IOException {
    String text =
        String.join(
            "\n",
            credentials.accessKeyId(),
            credentials.secretAccessKey().revealText(),
            credentials.sessionToken().revealText(),
            credentials.accountId(),
            credentials.issued().toString(),
            credentials.expiration().toString());
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, profile)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
      PrivateFile.replace(file(profile), whole);
    } catch (GeneralSecurityException e) {
      throw new IOException("credentials cannot be sealed", e);
    }
  }

  /** What was stored, if it is of this profile, role and key. */
  Optional<Credentials> load(ProfileConfig profile) {
    try {
      Path file = file(profile);
      if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      byte[] whole = Files.readAllBytes(file);
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, nonce, profile)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      String[] parts = new String(plain, StandardCharsets.UTF_8).split("\n", -1);
      return parts.length != 6
          ? Optional.empty()
          : Optional.of(
              new Credentials(
                  parts[0],
                  SecretValue.ofText(parts[1]),
                  SecretValue.ofText(parts[2]),
                  parts[3],
                  Instant.parse(parts[4]),
                  Instant.parse(parts[5])));
    } catch (IOException
        | GeneralSecurityException
        | DateTimeException
        | IllegalArgumentException _) {
      return Optional.empty(); // another key's, another profile's, or damaged: start without
    }
  }

  private Path file(ProfileConfig profile) {
    return folder.resolve(profile.name() + ".sealed");
  }

  private Cipher cipher(int mode, byte[] nonce, ProfileConfig profile)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    String bound =
        profile.name()
            + '\n'
            + profile.target().request().roleArn()
            + '\n'
            + profile.chain().map(chain -> chain.roles().toString()).orElse("");
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
