package dev.grapnel.service.store;

import dev.grapnel.service.registry.control.ControlPlane;
import dev.grapnel.testing.SettableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry over an empty store for each test. */
public abstract class StoreTestBase {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  protected Path folder;

  protected final SettableClock clock = new SettableClock(Opened.START);
  protected PersistenceSettings settings;
  protected Persistence persistence;

  private final TestEngine engine;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  protected StoreTestBase(TestEngine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void openStore() throws Exception {
    settings = engine.settings(folder.resolve("data"));
    persistence = Opened.open(settings, clock);
  }

  @AfterEach
  void closeStore() {
    if (persistence != null) {
      persistence.close();
    }
  }

  /** Closes the store and opens it again, as a restart does. */
  protected final void reopen() throws Exception {
    persistence.close();
    persistence = Opened.open(settings, clock);
  }

  /** Settings for another empty store of the same engine. */
  protected final PersistenceSettings anotherStore() throws Exception {
    return engine.settings(folder.resolve("another"));
  }

  protected final ControlPlane control() {
    return persistence.controlPlane();
  }
}
