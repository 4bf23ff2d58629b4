package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.control.ProfileChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many writers at once, in two processes' worth of registries on one store. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ConcurrencyTest extends StoreTestBase {
  private static final int WRITERS = 8;
  private static final int EACH = 10;

  ConcurrencyTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void manyWriters_onOneResource_loseNoUpdate() throws Exception {
    Profile profile =
        passed(control().profiles().create(ACCOUNT, Drafts.profile("p", Optional.empty())));
    try (Persistence other = Opened.open(settings, clock)) {
      List<Persistence> both = List.of(persistence, other);
      atOnce(
          writer -> {
            for (int i = 0; i < EACH; i++) {
              Persistence one = both.get((writer + i) % 2);
              String key = "key " + writer + "." + i;
              passed(
                  one.controlPlane()
                      .tags()
                      .tag(ACCOUNT, profile.arn().toString(), Map.of(key, "")));
            }
            return true;
          });
      other.registry().refresh();
      for (Persistence one : both) {
        one.registry().refresh();
        assertEquals(
            WRITERS * EACH,
            passed(one.controlPlane().tags().list(ACCOUNT, profile.arn().toString())).size());
      }
    }
  }

  @Test
  void twoFields_changedAtOnce_bothChange() throws Exception {
    Profile profile =
        passed(control().profiles().create(ACCOUNT, Drafts.profile("p", Optional.empty())));
    ProfileChange name =
        new ProfileChange(Optional.of("renamed"), none(), none(), none(), none(), none(), none());
    ProfileChange duration =
        new ProfileChange(
            none(), none(), none(), none(), Optional.of(Duration.ofHours(2)), none(), none());
    try (Persistence other = Opened.open(settings, clock)) {
      atOnce(
          writer ->
              passed(
                  (writer % 2 == 0 ? persistence : other)
                      .controlPlane()
                      .profiles()
                      .update(ACCOUNT, profile.profileId(), writer % 2 == 0 ? name : duration)));
    }
    persistence.registry().refresh();
    Profile after = passed(control().profiles().get(ACCOUNT, profile.profileId()));
    assertEquals("renamed", after.name());
    assertEquals(Duration.ofHours(2), after.duration());
  }

  @Test
  void oneName_createdByMany_isMadeOnce() throws Exception {
    List<Verdict<Role>> verdicts =
        atOnce(writer -> control().roles().create(ACCOUNT, Drafts.role("demo")));
    assertEquals(1, verdicts.stream().filter(verdict -> verdict instanceof Verdict.Passed).count());
    List<Verdict<Profile>> aliased =
        atOnce(
            writer ->
                control().profiles().create(ACCOUNT, Drafts.profile("p", Optional.of("main"))));
    assertEquals(1, aliased.stream().filter(verdict -> verdict instanceof Verdict.Passed).count());
  }

  @Test
  void versions_ofChangesInAnyOrder_areNeverTheSame() throws Exception {
    List<Long> versions =
        atOnce(
            writer ->
                passed(
                        control()
                            .profiles()
                            .create(ACCOUNT, Drafts.profile("p" + writer, Optional.empty())))
                    .version());
    assertEquals(WRITERS, new HashSet<>(versions).size());
    assertTrue(
        persistence.registry().current().version()
            >= versions.stream().mapToLong(Long::longValue).max().orElseThrow());
  }

  @Test
  void firstStarts_atOnce_makeOneAccountAndOneKey() throws Exception {
    persistence.close();
    PersistenceSettings empty = anotherStore();
    List<Path> folders =
        IntStream.range(0, WRITERS).mapToObj(i -> folder.resolve("replica" + i)).toList();
    List<Persistence> opened = atOnce(writer -> open(empty, folders.get(writer)));
    try {
      assertEquals(1, opened.stream().filter(one -> one.made().isPresent()).count());
      Set<String> roots = new HashSet<>();
      Set<String> keys = new HashSet<>();
      for (Persistence one : opened) {
        one.registry().refresh();
        one.controlPlane()
            .accounts()
            .list()
            .forEach(account -> roots.add(account.rootKey().accessKeyId()));
        one.keyRings().current().keys().forEach(key -> keys.add(key.id().toString()));
      }
      assertEquals(1, roots.size());
      assertEquals(1, keys.size());
    } finally {
      opened.forEach(Persistence::close);
    }
  }

  /** On PostgreSQL each has a data folder of its own; on SQLite the folder is the store. */
  private Persistence open(PersistenceSettings store, Path dataFolder) throws Exception {
    PersistenceSettings own =
        store.postgres().isPresent() ? Opened.settings(dataFolder, store.postgres()) : store;
    return Opened.open(own, clock);
  }

  private <T> List<T> atOnce(Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        calls.add(() -> work.by(writer));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }

  /** What each of the writers does. */
  @FunctionalInterface
  private interface Work<T> {
    T by(int writer) throws Exception;
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
