package dev.grapnel.service.store;

import dev.grapnel.service.file.PrivateFile;
import dev.grapnel.service.registry.control.RootCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Root credentials as an AWS shared credentials file, profile {@code default}. */
public final class CredentialsFile {
  private CredentialsFile() {}

  /** Writes the file, for this user alone; after a crash it is there whole or not at all. */
  public static void write(Path file, RootCredentials credentials) throws IOException {
    String text =
        "[default]\naws_access_key_id = "
            + credentials.accessKeyId()
            + "\naws_secret_access_key = "
            + credentials.secretAccessKey().revealText()
            + '\n';
    PrivateFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
