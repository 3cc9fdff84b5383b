package dev.nightdesk.adapters.slack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The newest of many names, the ones asked for last. For one thread.
final class Recent {
  private final Set<String> names;

  Recent(int atMost) {
    this.names =
        Collections.newSetFromMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > atMost;
              }
            });
  }

  /// Remembers a name.
  ///
  /// @return whether it was new
  boolean add(String name) {
    return names.add(name);
  }

  boolean has(String name) {
    return names.contains(name);
  }
}
