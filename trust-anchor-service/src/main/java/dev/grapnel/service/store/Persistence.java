package dev.grapnel.service.store;

import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.RegistryFollower;
import dev.grapnel.service.registry.control.ControlPlane;
import dev.grapnel.service.registry.control.RegistrationRules;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.control.RootCredentials;
import dev.grapnel.service.registry.subject.SubjectRecorder;
import dev.grapnel.service.registry.subject.Subjects;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.LoadedMasterKey;
import dev.grapnel.service.token.MasterKeyLoader;
import dev.grapnel.service.token.PageTokens;
import dev.grapnel.service.token.RingKeeper;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that lasts, opened and ready: the store, the key ring, the registry. An empty store is
 * given its first ring key and account, whose root credentials go to a file in the data folder.
 */
public final class Persistence implements AutoCloseable {
  private final DataFolder folder;
  private final Store store;
  private final KeyWrap wrap;
  private final RingKeeper ring;
  private final Registry registry;
  private final ControlPlane controlPlane;
  private final PageTokens pages;
  private final List<String> warnings;
  private final boolean masterKeyIsGenerated;
  private final Optional<RootCredentials> made;

  private Persistence(
      DataFolder folder,
      Store store,
      LoadedMasterKey masterKey,
      PersistenceSettings settings,
      RegistrationRules rules,
      Surroundings surroundings)
      throws IOException, WrongMasterKeyException {
    this.folder = folder;
    this.store = store;
    this.wrap = masterKey.wrap(surroundings.random());
    this.ring =
        RingKeeper.open(
            store.ringKeys(),
            wrap,
            surroundings.clock(),
            surroundings.nanoTime(),
            surroundings.random());
    this.registry = Registry.open(store.registry(), surroundings.nanoTime());
    this.pages = new PageTokens(ring, surroundings.clock(), surroundings.random());
    this.controlPlane =
        ControlPlane.over(
            registry,
            rules,
            pages,
            wrap,
            new ResourceArns(settings.region()),
            surroundings.clock(),
            surroundings.random());
    this.masterKeyIsGenerated = masterKey.generated();
    this.warnings = new ArrayList<>(masterKey.warnings());
    this.warnings.addAll(folder.warnings());
    this.made = firstAccount(settings.account());
  }

  /**
   * Opens everything.
   *
   * @param rules what must hold for documents to be registered
   * @throws IOException if the store cannot be reached, or was written by a later release
   * @throws WrongMasterKeyException if the store is encrypted under another master key
   */
  public static Persistence open(
      PersistenceSettings settings, RegistrationRules rules, Surroundings surroundings)
      throws IOException, WrongMasterKeyException {
    DataFolder folder = DataFolder.open(settings.data());
    LoadedMasterKey masterKey =
        new MasterKeyLoader(settings.masterKey(), surroundings.environment(), folder.path())
            .load(settings.postgres().isEmpty(), surroundings.random());
    Store store = Store.open(settings.store(folder), surroundings.clock());
    try {
      return new Persistence(folder, store, masterKey, settings, rules, surroundings);
    } catch (IOException | WrongMasterKeyException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  public DataFolder folder() {
    return folder;
  }

  public Store store() {
    return store;
  }

  public KeyWrap keyWrap() {
    return wrap;
  }

  public RingKeeper keyRings() {
    return ring;
  }

  public Registry registry() {
    return registry;
  }

  public ControlPlane controlPlane() {
    return controlPlane;
  }

  public Subjects subjects() {
    return new Subjects(store.subjects(), pages);
  }

  public PageTokens pageTokens() {
    return pages;
  }

  /** Whether the master key is the one that was made in the data folder. */
  boolean masterKeyIsGenerated() {
    return masterKeyIsGenerated;
  }

  /** What is to be said in the log at each start. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The account that this start made, if the store was empty. */
  public Optional<RootCredentials> made() {
    return made;
  }

  /**
   * Takes the data folder for this process alone, and starts to follow changes by other processes
   * and to write subjects.
   *
   * @throws IOException if another process serves from the data folder
   */
  public Background startBackground() throws IOException {
    DataFolder.FolderLock lock = folder.lock();
    return new Background(
        lock,
        RegistryFollower.start(registry, store.registry(), ring::refreshQuietly),
        SubjectRecorder.start(store.subjects()));
  }

  /** What a serving process has running; to be closed before the store. */
  public record Background(
      DataFolder.FolderLock lock, RegistryFollower follower, SubjectRecorder subjectRecorder)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      follower.close();
      subjectRecorder.close();
      lock.close();
    }
  }

  @Override
  public void close() {
    store.close();
  }

  private Optional<RootCredentials> firstAccount(Optional<String> accountId) throws IOException {
    if (registry.current().accounts().iterator().hasNext()) {
      return Optional.empty();
    }
    return switch (createFirst(accountId)) {
      case Verdict.Passed<Optional<RootCredentials>> passed -> passed.value();
      case Verdict.Refused<Optional<RootCredentials>> refused ->
          throw new IOException(
              "the first account cannot be made: " + refused.denial().auditReason());
    };
  }

  private Verdict<Optional<RootCredentials>> createFirst(Optional<String> accountId)
      throws IOException {
    try {
      return controlPlane.accounts().createFirst(accountId, this::keepCredentials);
    } catch (UncheckedIOException e) {
      throw new IOException("the first account's credentials cannot be written", e.getCause());
    }
  }

  /** Within the change: an account is never kept whose credentials nobody could have read. */
  private void keepCredentials(RootCredentials credentials) {
    try {
      CredentialsFile.write(folder.rootCredentialsFile(), credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
