package dev.grapnel.service.token;

import dev.grapnel.service.file.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the master key, or makes one where an embedded store has none. */
public final class MasterKeyLoader {
  /** The file in the data folder that holds a key that nobody gave. */
  public static final String GENERATED_FILE = "master-key";

  private static final int MAX_FILE_BYTES = 1_024;

  private final MasterKeySettings settings;
  private final Map<String, String> environment;
  private final Path dataFolder;

  /**
   * Makes a loader.
   *
   * @param environment the process's, for the key itself and {@code CREDENTIALS_DIRECTORY}
   */
  public MasterKeyLoader(
      MasterKeySettings settings, Map<String, String> environment, Path dataFolder) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.dataFolder = dataFolder;
  }

  /**
   * The master key and the one before it.
   *
   * @param mayGenerate whether one may be made and kept in the data folder, as an embedded store
   *     does for want of a better place
   * @throws IOException if a key cannot be read, or none was given and none may be made
   */
  public LoadedMasterKey load(boolean mayGenerate, SecureRandom random) throws IOException {
    Optional<MasterKey> given = given(settings.file(), "GRAPNEL_MASTER_KEY", "grapnel-master-key");
    List<MasterKey> former =
        new ArrayList<>(
            given(settings.formerFile(), "GRAPNEL_FORMER_MASTER_KEY", "grapnel-former-master-key")
                .stream()
                .toList());
    Path generated = dataFolder.resolve(GENERATED_FILE);
    if (given.isPresent()) {
      List<String> warnings = new ArrayList<>(withinWarning());
      if (Files.exists(generated)) {
        former.add(read(generated));
        warnings.add(
            generated
                + " still holds the key that was made before one was given; run keys rewrap, then"
                + " delete it");
      }
      return new LoadedMasterKey(given.get(), former, warnings, false);
    }
    if (!mayGenerate) {
      throw new IOException(
          "no master key: a store that replicas share needs one from a file (keys.master_key_file),"
              + " GRAPNEL_MASTER_KEY or a systemd credential; make one with: openssl rand -base64"
              + " 32");
    }
    return new LoadedMasterKey(
        generated(generated, random), former, List.of(inFolderWarning()), true);
  }

  /** Reads a key file. */
  public static MasterKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is not a master key: it is too long");
    }
    return parse(file.toString(), Files.readString(file, StandardCharsets.US_ASCII));
  }

  private Optional<MasterKey> given(Optional<Path> file, String variable, String credential)
      throws IOException {
    List<MasterKey> found = new ArrayList<>();
    if (file.isPresent()) {
      found.add(read(file.get()));
    }
    @Nullable String text = environment.get(variable);
    if (text != null) {
      found.add(parse(variable, text));
    }
    @Nullable String folder = environment.get("CREDENTIALS_DIRECTORY");
    if (folder != null && Files.exists(Path.of(folder, credential))) {
      found.add(read(Path.of(folder, credential)));
    }
    if (found.size() > 1) {
      throw new IOException(
          "the master key is given more than once, by file, "
              + variable
              + " or the credential "
              + credential
              + "; give it once");
    }
    return found.stream().findFirst();
  }

  private static MasterKey parse(String where, String text) throws IOException {
    return MasterKey.parse(text)
        .orElseThrow(
            () ->
                new IOException(
                    where
                        + " is not a master key: expected 32 bytes in base64, as openssl rand"
                        + " -base64 32 prints them"));
  }

  private static MasterKey generated(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      PrivateFile.write(file, MasterKey.random(random).text().reveal());
    }
    return read(file);
  }

  private List<String> withinWarning() throws IOException {
    boolean within =
        settings.file().isPresent()
            && settings.file().get().toRealPath().startsWith(dataFolder.toRealPath());
    return within ? List.of(inFolderWarning()) : List.of();
  }

  private String inFolderWarning() {
    return "the master key lies in the data folder "
        + dataFolder
        + ": whoever can copy the folder can read every secret in it; give the service a key from"
        + " elsewhere (keys.master_key_file, GRAPNEL_MASTER_KEY or a systemd credential), then run"
        + " keys rewrap";
  }
}
