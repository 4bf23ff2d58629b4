package dev.grapnel.service.audit;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.file.PrivateFile;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A replica's id and its secret, made with its trail and kept beside it, the secret encrypted under
 * the master key and bound to the id. The keys for the chains and for the checkpoints are derived
 * from it.
 */
public final class AuditKeys {
  private static final String REPLICA_FILE = "replica-id";
  private static final String SECRET_FILE = "chain-secret.wrapped";
  private static final String MAC = "HmacSHA256";
  private static final int SECRET_BYTES = 32;
  private static final int REPLICA_BYTES = 8;
  private static final int MAX_FILE_BYTES = 4096;

  private final String replica;
  private final SecretValue secret;

  private AuditKeys(String replica, SecretValue secret) {
    this.replica = replica;
    this.secret = secret;
  }

  /** Opens the keys in a trail's folder, or makes them where there is no trail yet. */
  public static AuditKeys openOrCreate(Path folder, KeyWrap wrap) throws IOException {
    if (!Files.exists(folder.resolve(REPLICA_FILE))) {
      PrivateFile.makeFolder(folder);
      SecureRandom random = new SecureRandom();
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      byte[] id = new byte[REPLICA_BYTES];
      random.nextBytes(id);
      String replica = HexFormat.of().formatHex(id);
      byte[] wrapped = wrap.wrap(purpose(replica), SecretValue.of(secret));
      PrivateFile.write(folder.resolve(SECRET_FILE), wrapped);
      PrivateFile.write(folder.resolve(REPLICA_FILE), replica.getBytes(StandardCharsets.US_ASCII));
    }
    return open(folder, wrap);
  }

  /**
   * Opens the keys in a trail's folder.
   *
   * @throws IOException if they are missing, damaged, or wrapped under another master key
   */
  public static AuditKeys open(Path folder, KeyWrap wrap) throws IOException {
    String replica =
        new String(read(folder.resolve(REPLICA_FILE)), StandardCharsets.US_ASCII).strip();
    try {
      return new AuditKeys(
          replica, wrap.unwrap(purpose(replica), read(folder.resolve(SECRET_FILE))));
    } catch (WrongMasterKeyException e) {
      throw new IOException(
          "the audit trail in " + folder + " does not open: " + e.getMessage(), e);
    }
  }

  /** Encrypts the secret in a trail's folder, if there is one, under another master key. */
  public static void rewrap(Path folder, Rewrapping rewrapping)
      throws IOException, WrongMasterKeyException {
    if (Files.exists(folder.resolve(REPLICA_FILE))) {
      String replica =
          new String(read(folder.resolve(REPLICA_FILE)), StandardCharsets.US_ASCII).strip();
      Path secret = folder.resolve(SECRET_FILE);
      PrivateFile.write(secret, rewrapping.rewrap(purpose(replica), read(secret)));
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is larger than it can be");
    }
    return Files.readAllBytes(file);
  }

  private static String purpose(String replica) {
    return "audit/" + replica;
  }

  public String replica() {
    return replica;
  }

  /** The key of the chain of that name. */
  MacChain chain(String name) {
    return new MacChain(derive("chain " + name + " 1"), replica);
  }

  CheckpointSigner checkpointSigner() {
    return new CheckpointSigner(derive("checkpoint 1"));
  }

  private byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.reveal(), MAC));
      return mac.doFinal(("grapnel audit " + purpose).getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + MAC, e);
    }
  }
}
