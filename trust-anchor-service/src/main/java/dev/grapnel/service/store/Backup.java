package dev.grapnel.service.store;

import dev.grapnel.service.file.PrivateFile;
import dev.grapnel.service.token.MasterKeyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole of what an operator must not lose in one file: the store, and of the data folder what
 * goes with it. Root credentials are never in it (they are with the operator), nor are the audit
 * trail's files, which are a replica's own and are copied as files.
 */
public final class Backup {
  private static final String MASTER_KEY = MasterKeyLoader.GENERATED_FILE;
  private static final List<String> LOCAL_CA = List.of("tls/ca.pem", "tls/ca-key.wrapped");

  private Backup() {}

  /**
   * What was written.
   *
   * @param withMasterKey whether the master key is in it: then whoever reads it can read every
   *     secret
   */
  public record Written(boolean withMasterKey) {}

  /** Writes the file, for this user alone, while services may run. */
  public static Written write(Persistence persistence, Path file) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : LOCAL_CA) {
      add(files, persistence.folder(), name);
    }
    if (persistence.masterKeyIsGenerated()) {
      add(files, persistence.folder(), MASTER_KEY);
    }
    persistence.store().exportTo(file, files);
    return new Written(files.containsKey(MASTER_KEY));
  }

  /**
   * Fills an empty store and its data folder, which no service may have in use.
   *
   * @throws IOException if the store is not empty, a file of the folder would be overwritten, or
   *     the backup is damaged; then nothing has changed but the folder's files
   */
  public static void restore(PersistenceSettings settings, Path file, InstantSource clock)
      throws IOException {
    DataFolder folder = DataFolder.open(settings.data());
    try (DataFolder.FolderLock _ = folder.lock();
        Store store = Store.open(settings.store(folder), clock)) {
      store.importFrom(file, files -> restoreFiles(folder, files));
    }
  }

  private static void add(Map<String, byte[]> files, DataFolder folder, String name)
      throws IOException {
    Path file = folder.path().resolve(name);
    if (Files.exists(file)) {
      files.put(name, Files.readAllBytes(file));
    }
  }

  private static void restoreFiles(DataFolder folder, Map<String, byte[]> files)
      throws IOException {
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      String name = each.getKey();
      if (!name.equals(MASTER_KEY) && !LOCAL_CA.contains(name)) {
        throw new MalformedExportException("no backup has a file named " + name);
      }
      Path file = folder.path().resolve(name);
      if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), each.getValue())) {
        throw new IOException(file + " is there already; restore into an empty data folder");
      }
      if (LOCAL_CA.contains(name)) {
        PrivateFile.makeFolder(folder.path().resolve("tls"));
      }
      PrivateFile.write(file, each.getValue());
    }
  }
}
