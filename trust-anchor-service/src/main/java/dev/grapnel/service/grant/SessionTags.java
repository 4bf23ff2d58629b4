package dev.grapnel.service.grant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The mapped attributes that can travel with a session as tags, and the keys of those that cannot:
 * their values are not legal session tags, or there are too many.
 */
record SessionTags(Map<String, String> kept, List<String> droppedKeys) {
  /** The most tags of a session (STS's limit). */
  static final int MAX_TAGS = 50;

  SessionTags {
    kept = Map.copyOf(kept);
    droppedKeys = List.copyOf(droppedKeys);
  }

  static SessionTags of(SortedMap<String, String> attributes) {
    Map<String, String> kept = new LinkedHashMap<>();
    List<String> dropped = new ArrayList<>();
    attributes.forEach(
        (key, value) -> {
          if (kept.size() < MAX_TAGS && SessionText.isTag(key, value)) {
            kept.put(key, value);
          } else {
            dropped.add(key);
          }
        });
    return new SessionTags(kept, dropped);
  }
}
