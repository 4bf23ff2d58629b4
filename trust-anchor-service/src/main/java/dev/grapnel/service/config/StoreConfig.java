package dev.grapnel.service.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are kept.
 *
 * @param data the folder of everything that is this process's own
 * @param url a JDBC URL of PostgreSQL; without one, SQLite in the data folder
 * @param user for PostgreSQL
 * @param passwordFile a file that holds the password for PostgreSQL
 * @param libraryFolder where SQLite's native library is unpacked to; without one, {@code native} in
 *     the data folder, which will not do where that is mounted noexec
 */
public record StoreConfig(
    Path data,
    Optional<String> url,
    Optional<String> user,
    Optional<Path> passwordFile,
    Optional<Path> libraryFolder) {

  static StoreConfig from(Section top, Section store) {
    StoreConfig config =
        new StoreConfig(
            Path.of(top.text("data", "./grapnel-data")),
            store.optionalText("url"),
            store.optionalText("user"),
            store.optionalPath("password_file"),
            store.optionalPath("library_folder"));
    config
        .url()
        .filter(url -> !url.startsWith("jdbc:postgresql:"))
        .ifPresent(_ -> store.problem("store.url: expected jdbc:postgresql://HOST/DATABASE"));
    return config;
  }

  /** Without the URL, which may hold a password. */
  @Override
  public String toString() {
    return "StoreConfig[" + data + (url.isPresent() ? ", postgresql" : ", sqlite") + "]";
  }
}
