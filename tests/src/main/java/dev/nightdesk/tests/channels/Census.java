package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.Inbound;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many happenings of each kind there are.
public final class Census {
  private Census() {}

  public static Map<String, Long> of(List<Inbound> happenings) {
    return happenings.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
  }
}
