package dev.grapnel.service.registry.subject;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where subjects are kept. Thread-safe. */
public interface SubjectStore {
  /** Keeps the sightings, all or none. */
  void record(List<Sighting> sightings) throws IOException;

  Optional<SubjectDetail> subject(String accountId, String subjectId) throws IOException;

  /** The account's subjects whose ids are greater than {@code afterId}, in the order of ids. */
  List<Subject> subjects(String accountId, String afterId, int most) throws IOException;
}
